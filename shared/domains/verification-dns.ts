import { RECORD_HOST, TXT_LABEL } from './vendor-words.ts'
import type { Diagnosis, Lookup, VerificationRecord } from './verification.ts'

const MOST_SHOWN = 20

const comparable = (value: string): string => value.trim().replace(/\.$/, '').toLowerCase()

/** What people and DNS consoles put around a value, and how the advice names it. */
const AROUND: readonly (readonly [name: string, sign: RegExp])[] = [
  ['quotation marks', /[\p{Quotation_Mark}`´]/gu],
  ['a semicolon', /;/gu],
  ['invisible characters', /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFFD]/gu],
]

const withoutAround = (value: string): string =>
  comparable(AROUND.reduce((left, [, sign]) => left.replace(sign, ''), value))

/** What stands around the expected value in one of the values that were found. */
const namesAround = (found: readonly string[], expected: string): readonly string[] => {
  const value = found.find((one) => withoutAround(one) === comparable(expected))
  return AROUND.filter(([, sign]) => value !== undefined && value.search(sign) >= 0).map(([name]) => name)
}

const OURS = new RegExp(`${TXT_LABEL}|${RECORD_HOST.replaceAll('.', '\\.')}`, 'i')

/** Values that were meant to prove a domain first, in the order in which they were found. */
const oursFirst = (found: readonly string[]): readonly string[] => [
  ...found.filter((value) => OURS.test(value)),
  ...found.filter((value) => !OURS.test(value)),
]

const DAY_SECONDS = 86_400
const SOON_SECONDS = 60
/** How long to wait where it is not known how long the answer is kept. */
const UNKNOWN_SECONDS = 600

const inWords = (seconds: number): string => {
  const [size, unit] = seconds >= 7_200 ? [3_600, 'hours'] : seconds >= 120 ? [60, 'minutes'] : [1, 'seconds']
  return `${Math.ceil(seconds / size)} ${unit}`
}

/** What a person can do about a record that was not found as expected, and when to try again. */
const absence = (
  record: VerificationRecord,
  { found, addresses = [], negativeSeconds }: Extract<Lookup, { known: true }>,
): Pick<Diagnosis, 'advice' | 'retryAfterSeconds'> => {
  const around = namesAround(found, record.value)
  if (around.length > 0)
    return {
      advice: `The value is published with ${around.join(' and ')} around it. Publish it without.`,
      retryAfterSeconds: UNKNOWN_SECONDS,
    }
  if (found.length > 0)
    return {
      advice:
        'Other values were found. Compare the published value with the expected one, character by character.',
      retryAfterSeconds: UNKNOWN_SECONDS,
    }
  const kept = Math.min(negativeSeconds ?? DAY_SECONDS, DAY_SECONDS)
  const wait = `That there is none may be remembered for up to ${negativeSeconds === undefined ? 'a day' : inWords(kept)}.`
  return {
    advice:
      addresses.length > 0
        ? `The name has addresses (${addresses.slice(0, 2).join(', ')}) instead of an alias (CNAME): the DNS provider flattens or proxies the alias, or a wildcard record answers. Switch that off for this name, or prove the domain by the TXT record. ${wait}`
        : `No such record was found. Publish it at the DNS provider of the domain. ${wait}`,
    retryAfterSeconds: negativeSeconds === undefined ? UNKNOWN_SECONDS : Math.max(kept, SOON_SECONDS),
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
    found: found.slice(0, MOST_SHOWN).map((value) => value.slice(0, 300)),
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
