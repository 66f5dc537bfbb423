import { keepAt, keptAt } from '../session/kept.ts'

/** What the draft keeps besides the texts: the key of what was sent and not answered, what that was, and the version that the form was begun with. */
const NOTES = ['#key', '#sent', '#version'] as const
type Note = (typeof NOTES)[number]

/** What was typed into a form and not sent yet; kept in this tab until it is sent or the person signs out. */
export interface Draft {
  readonly texts: Readonly<Record<string, string>>
  write(texts: Readonly<Record<string, string>>): void
  read(note: Note): string | undefined
  note(note: Note, text: string | undefined): void
  clear(): void
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string')

/** The draft of a person's form on a page. */
export const draftOf = (email: string, path: string, form: string): Draft => {
  const place = `draft:${email}:${path}:${form}`
  const read = (): Record<string, string> => keptAt(place, isTexts) ?? {}
  const store = (texts: Readonly<Record<string, string>>): void =>
    keepAt(place, Object.keys(texts).length > 0 ? texts : undefined)
  const notes = (): Readonly<Record<string, string>> => {
    const kept = read()
    return Object.fromEntries(NOTES.flatMap((note) => (kept[note] === undefined ? [] : [[note, kept[note]]])))
  }
  return {
    texts: read(),
    write: (texts) => store({ ...texts, ...notes() }),
    read: (note) => read()[note],
    note: (note, text) => {
      const { [note]: _former, ...others } = read()
      store(text === undefined ? others : { ...others, [note]: text })
    },
    clear: () => keepAt(place, undefined),
  }
}
