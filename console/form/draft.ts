import { keepAt, keptAt } from '../session/kept.ts'

type Texts = Readonly<Record<string, string>>

/** What was typed into a form and not sent yet, and the version that the form was begun with. */
interface Drafted {
  readonly texts: Texts
  readonly version?: string | undefined
}

/** It is kept in this tab until it is sent or the person signs out. */
interface Draft extends Drafted {
  write(drafted: Drafted): void
  clear(): void
}

/** The one place that trusts what was drafted, as the form wrote it. */
const isDrafted = (value: unknown): value is Drafted =>
  typeof value === 'object' && value !== null && 'texts' in value

/** The draft of a person's form on a page. */
export const draftOf = (email: string, path: string, form: string): Draft => {
  const place = `draft:${email}:${path}:${form}`
  const { texts, version } = keptAt(place, isDrafted) ?? { texts: {} }
  return {
    texts,
    version,
    write: (drafted) => keepAt(place, drafted),
    clear: () => keepAt(place, undefined),
  }
}
