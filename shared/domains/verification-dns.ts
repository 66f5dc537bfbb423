import { INVISIBLE } from '../kernel/invisible.ts'
import { RECORD_HOST, RECORD_PREFIX, TXT_LABEL } from './vendor-words.ts'
import { quoted, type Diagnosis, type Lookup, type VerificationRecord } from './verification.ts'

const MOST_SHOWN = 20

const comparable = (value: string): string => value.trim().replace(/\.$/, '').toLowerCase()

/** What people and DNS consoles put around or into a value, how the advice names it, and in which order it is taken off. */
const EXTRAS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['HTML entities', /&(?:#?\w{1,8};)+/gu],
  ['quotation marks', /[\p{Quotation_Mark}`´]/gu],
  ['backslashes', /\\(?:03[249]|059)?/gu],
  ['brackets', /[\p{Ps}\p{Pe}<>＜＞]/gu],
  ['a semicolon', /[;；]/gu],
  ['a comma', /[,，、]/gu],
  ['invisible characters', new RegExp(`[\\p{Cc}\\p{Cf}\\uFFFD${INVISIBLE}]`, 'gu')],
  ['blanks', /\s+/gu],
  ['a dot', /^\.+|(?<!\.)\.+$/gu],
]

/** A value without its extras, and the names of these; blanks at its ends are none. */
const plain = (value: string): { readonly value: string; readonly extras: readonly string[] } => {
  let left = value.trim()
  const extras = EXTRAS.flatMap(([name, sign]) => {
    const before = left
    left = left.replace(sign, '').trim()
    return left === before ? [] : [name]
  })
  return { value: left.toLowerCase(), extras }
}

/** What was added to the expected value in one of the values that were found. */
const namesOfExtras = (found: readonly string[], expected: string): readonly string[] =>
  found.map(plain).find(({ value }) => value === comparable(expected))?.extras ?? []

/** What only values for this purpose hold: the label, the host, a code, or the beginning of one. */
const OURS = new RegExp(
  [TXT_LABEL, RECORD_HOST.replaceAll('.', '\\.'), `^${RECORD_PREFIX}\\d`, '(?<!\\d)\\d{39}(?!\\d)'].join('|'),
)
const isOurs = (value: string): boolean => OURS.test(plain(value).value)

/** Values that were meant to prove a domain first, in the order in which they were found. */
const oursFirst = (found: readonly string[]): readonly string[] => [
  ...found.filter(isOurs),
  ...found.filter((value) => !isOurs(value)),
]

const DAY_SECONDS = 86_400
const SOON_SECONDS = 60
/** How long to wait where it is not known how long the answer is kept. */
const UNKNOWN_SECONDS = 600

const inWords = (seconds: number): string => {
  const [size, unit] = seconds >= 7_200 ? [3_600, 'hour'] : seconds >= 120 ? [60, 'minute'] : [1, 'second']
  const count = Math.ceil(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** How long resolvers may go on saying that there is nothing. */
const negativeWords = (seconds: number | undefined): string => {
  if (seconds === undefined) return 'That there is none may be remembered for up to a day.'
  if (seconds === 0) return 'That there is none is not remembered: try again in a minute.'
  return `That there is none may be remembered for up to ${inWords(seconds)}.`
}

/** What a person can do about a record that was not found as expected, and when to try again. */
const absence = (
  record: VerificationRecord,
  { found, addresses = [], negativeSeconds }: Extract<Lookup, { known: true }>,
): Pick<Diagnosis, 'advice' | 'retryAfterSeconds'> => {
  const extras = namesOfExtras(found, record.value)
  if (extras.length > 0)
    return {
      advice: `The value is published with ${extras.join(' and ')} around or in it. Publish it without.`,
      retryAfterSeconds: UNKNOWN_SECONDS,
    }
  if (found.length > 0)
    return {
      advice:
        'Other values were found. Compare the published value with the expected one, character by character.',
      retryAfterSeconds: UNKNOWN_SECONDS,
    }
  const kept = negativeSeconds === undefined ? undefined : Math.min(negativeSeconds, DAY_SECONDS)
  const wait = negativeWords(kept)
  return {
    advice:
      addresses.length > 0
        ? `The name has addresses (${addresses.slice(0, 2).join(', ')}) instead of an alias (CNAME): the DNS provider flattens or proxies the alias, or a wildcard record answers. Switch that off for this name, or prove the domain by the TXT record. ${wait}`
        : `No such record was found. Publish it at the DNS provider of the domain. ${wait}`,
    retryAfterSeconds: kept === undefined ? UNKNOWN_SECONDS : Math.max(kept, SOON_SECONDS),
  }
}

/** Judges what DNS answered; a failure to ask is `unknown`, never `absent` (R21). */
export const diagnose = (
  record: VerificationRecord,
  lookup: Lookup,
  servers: readonly string[],
): Diagnosis => {
  const found = lookup.known ? oursFirst(lookup.found) : []
  const about = {
    asked: { name: record.name, type: record.method, servers: [...servers] },
    expected: record.value,
    found: found.slice(0, MOST_SHOWN).map(quoted),
    ...(found.length > MOST_SHOWN ? { moreFound: found.length - MOST_SHOWN } : {}),
  }
  if (!lookup.known)
    return {
      ...about,
      result: 'unknown',
      reason: lookup.reason,
      advice:
        'The name servers of the domain could not be asked; nothing has changed. Check that they answer, then try again.',
      retryAfterSeconds: 300,
    }
  if (lookup.found.some((value) => comparable(value) === comparable(record.value)))
    return { ...about, result: 'verified', advice: 'The record may be removed now.', retryAfterSeconds: 0 }
  return { ...about, result: 'absent', ...absence(record, lookup) }
}
