import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'

/** How many days a code of a partner can be entered (R14). */
export const CODE_DAYS = 15
/** How many random bytes a code holds. */
export const CODE_BYTES = 10

const DAY_SECONDS = 86_400
/** Crockford's base 32: digits and letters without I, L, O and U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SIGNS_A_CODE = (CODE_BYTES * 8) / 5

/** What is stored of a partner's one-time code: never the code itself, which only the answer kept for a repeated request holds, for a day; deleted when it is used (R14). */
export const PartnerCode = z.object({
  digest: z.string(),
  partnerId: PartnerId,
  endsAt: Instant,
  expiresAt: z.int(),
})
export type PartnerCode = z.infer<typeof PartnerCode>

export const partnerCodeInvalid = /* @__PURE__ */ problem('partner-code-invalid', {
  kind: 'conflict',
  title: 'The code is not valid',
  advice: 'A code works once, for 15 days. Ask the partner for a new one.',
})

/** A code as a person reads and enters it, `XXXX-XXXX-XXXX-XXXX`, made of 80 random bits given as 20 hexadecimal digits (R14). */
export const partnerCode = (randomHex: string): string => {
  const bits = BigInt(`0x${randomHex}`)
  const signs = Array.from(
    { length: SIGNS_A_CODE },
    (_, place) => SIGNS[Number((bits >> BigInt(5 * (SIGNS_A_CODE - 1 - place))) & 31n)],
  )
  return signs.join('').replace(/.{4}(?=.)/g, '$&-')
}

/** The one spelling of a code: small letters, spaces, hyphens, and O, I and L for 0 and 1 make no difference. */
export const canonicalCode = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

/** What is stored of a new code, named by its digest, which can be entered for 15 days; kept a day longer in real time. */
export const issue = (digest: string, partnerId: PartnerId, at: Instant, realMs: number): PartnerCode => ({
  digest,
  partnerId,
  endsAt: plusDays(at, CODE_DAYS),
  expiresAt: Math.floor(realMs / 1_000) + (CODE_DAYS + 1) * DAY_SECONDS,
})

/** The code if it can be entered; an unknown, used or expired one is refused alike (R14). */
export const valid = (code: PartnerCode | undefined, at: Instant): PartnerCode => {
  if (!code || at >= code.endsAt) throw partnerCodeInvalid()
  return code
}
