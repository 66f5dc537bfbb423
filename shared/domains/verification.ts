import * as z from 'zod'
import type { CustomerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import type { Trial } from '../trials/trial.ts'

/** How a domain can be proven: by a record in DNS, or by a file on its web server (R20). */
export const VerificationMethod = z.enum(['TXT', 'CNAME', 'HTML']).meta({ id: 'VerificationMethod' })
export type VerificationMethod = z.infer<typeof VerificationMethod>
export type DnsMethod = Exclude<VerificationMethod, 'HTML'>

/** A customer's domain verification: the code to publish, and since when and how it is proven. */
export const DomainVerification = z.object({
  code: z.string().regex(/^\d{39}$/),
  verifiedAt: Instant.optional(),
  method: VerificationMethod.optional(),
})
export type DomainVerification = z.infer<typeof DomainVerification>

/** The vendor's words in what a customer publishes. */
const RECORD_PREFIX = 'zb'
const RECORD_HOST = 'zmverify.zoho.com'
const TXT_LABEL = 'zoho-verification'
const FILE_PATH = '/zohoverify/verifyforzoho.html'

/** The 39-digit code made of 128 random bits, given as 32 hexadecimal digits (R20). */
export const verificationCode = (randomHex: string): string =>
  BigInt(`0x${randomHex}`).toString().padStart(39, '0')

/**
 * One record to publish: which name, of which type, with which value; `host` is the name as DNS consoles ask for it.
 * For HTML it is a file: `host` is its path, `name` its address (https is as good) and `value` its whole content.
 */
export const VerificationRecord = z
  .strictObject({ method: VerificationMethod, host: z.string(), name: z.string(), value: z.string() })
  .meta({ id: 'VerificationRecord' })
export type VerificationRecord = z.infer<typeof VerificationRecord>

/** The record that proves the domain by a method (R20). */
export const verificationRecord = (
  domain: string,
  code: string,
  method: VerificationMethod,
): VerificationRecord => {
  const label = `${RECORD_PREFIX}${code}`
  switch (method) {
    case 'TXT':
      return { method, host: '@', name: domain, value: `${TXT_LABEL}=${label}.${RECORD_HOST}` }
    case 'CNAME':
      return { method, host: label, name: `${label}.${domain}`, value: RECORD_HOST }
    case 'HTML':
      return { method, host: FILE_PATH, name: `http://${domain}${FILE_PATH}`, value: code }
  }
}

/** What asking DNS gave: the values found (none where the name or type does not exist), or why it could not be known. */
export type Lookup =
  | {
      readonly known: true
      readonly found: readonly string[]
      /** The addresses that the name has instead of an alias. */
      readonly addresses?: readonly string[]
      /** How many seconds resolvers may keep the answer that there is nothing, where the zone says so. */
      readonly negativeSeconds?: number
    }
  | { readonly known: false; readonly reason: string }

/** Why a domain counts as verified, absent or unknown, so that a person can act on it (R21). */
export const Diagnosis = z
  .strictObject({
    result: z.enum(['verified', 'absent', 'unknown']),
    asked: z.strictObject({
      name: z.string(),
      type: VerificationMethod,
      servers: z.array(z.string()),
      /** The web server's address, where a file was asked for and the domain has a usable one. */
      address: z.string().optional(),
    }),
    expected: z.string(),
    found: z.array(z.string()),
    /** How many more values were found, where not all are shown. */
    moreFound: z.int().optional(),
    /** Why it could not be known. */
    reason: z.string().optional(),
    advice: z.string(),
    retryAfterSeconds: z.int(),
  })
  .meta({ id: 'Diagnosis' })
export type Diagnosis = z.infer<typeof Diagnosis>

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

/** The domain as proven by a method at an instant; a domain that was proven stays proven (R21). */
export const verified = (
  verification: DomainVerification,
  method: VerificationMethod,
  at: Instant,
): DomainVerification =>
  verification.verifiedAt === undefined ? { ...verification, verifiedAt: at, method } : verification

/** The state of the verification of a customer's domain, and why it ended the customer's trial, if it did. */
export const verificationState = ({
  customerId,
  domain,
  verification: { verifiedAt, method },
  trial,
}: {
  readonly customerId: CustomerId
  readonly domain: string
  readonly verification: DomainVerification
  readonly trial?: Trial | undefined
}) => ({
  customerId,
  domain,
  verified: verifiedAt !== undefined,
  ...(verifiedAt ? { verifiedAt } : {}),
  ...(method ? { method } : {}),
  ...(trial?.endReason ? { trialEndReason: trial.endReason } : {}),
})
