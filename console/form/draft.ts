const KEY = '#key'

/** What was typed into a form and not sent yet, and the key of what was sent and not answered; kept in this tab until it is sent or the person signs out. */
export interface Draft {
  readonly texts: Readonly<Record<string, string>>
  write(texts: Readonly<Record<string, string>>): void
  readKey(): string | undefined
  writeKey(key: string | undefined): void
  clear(): void
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string')

/** The draft of a person's form on a page. */
export const draftOf = (email: string, path: string, form: string): Draft => {
  const place = `draft:${email}:${path}:${form}`
  const read = (): Record<string, string> => {
    const kept = sessionStorage.getItem(place)
    const texts: unknown = kept === null ? {} : JSON.parse(kept)
    return isTexts(texts) ? texts : {}
  }
  const store = (texts: Readonly<Record<string, string>>): void =>
    sessionStorage.setItem(place, JSON.stringify(texts))
  return {
    texts: read(),
    write: (texts) => {
      const { [KEY]: key } = read()
      store({ ...texts, ...(key === undefined ? {} : { [KEY]: key }) })
    },
    readKey: () => read()[KEY],
    writeKey: (key) => {
      const { [KEY]: _former, ...texts } = read()
      if (key !== undefined) store({ ...texts, [KEY]: key })
      else if (Object.keys(texts).length > 0) store(texts)
      else sessionStorage.removeItem(place)
    },
    clear: () => sessionStorage.removeItem(place),
  }
}
