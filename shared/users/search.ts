import { canonicalHost } from '../kernel/domain-name.ts'
import { fold } from '../kernel/fold.ts'
import type { PresentUser } from './user.ts'

/** Only ASCII is lowered, as some letters of other scripts become ASCII in lower case (R55). */
const lowered = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** The beginning of an address as stored addresses are spelled, in whatever spelling it was typed so far. */
export const addressBeginning = (text: string): string => {
  const at = text.lastIndexOf('@')
  if (at < 0) return lowered(text)
  const host = text.slice(at + 1)
  return `${lowered(text.slice(0, at))}@${canonicalHost(host) ?? lowered(host)}`
}

/** Tells whose name holds a text, both folded alike; everybody's where there is no text. */
export const namedLike = (text: string | undefined) => {
  const wanted = text === undefined ? '' : fold(text)
  return ({ firstName, lastName }: Pick<PresentUser, 'firstName' | 'lastName'>): boolean =>
    fold(`${firstName} ${lastName}`).includes(wanted)
}
