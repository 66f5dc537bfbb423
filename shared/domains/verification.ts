import * as z from 'zod'
import type { CustomerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import type { Trial } from '../trials/trial.ts'
import { FILE_PATH, RECORD_HOST, RECORD_PREFIX, TXT_LABEL } from './vendor-words.ts'

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

/** The 39-digit code made of 128 random bits, given as 32 hexadecimal digits (R20). */
export const verificationCode = (randomHex: string): string =>
  BigInt(`0x${randomHex}`).toString().padStart(39, '0')

/**
 * One record to publish: which name, of which type, with which value; `host` is the name as DNS consoles ask for it.
 * For HTML it is a file: `host` is its path, `name` its address (https is as good) and `value` its whole content.
 */
export const VerificationRecord = /* @__PURE__ */ z
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
export const Diagnosis = /* @__PURE__ */ z
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

const MOST_QUOTED = 300

/** The beginning of what others published or answered, for a diagnosis. */
export const quoted = (text: string): string => text.slice(0, MOST_QUOTED).toWellFormed()

/** The verification with another code, which nobody has seen; a domain that was proven stays proven (R20). */
export const renewed = (verification: DomainVerification, code: string): DomainVerification => ({
  ...verification,
  code,
})

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
