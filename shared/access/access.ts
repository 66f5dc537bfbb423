import * as z from 'zod'
import { CustomerId, PartnerId, PersonId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Partner } from '../partners/partner.ts'
import { partnerName } from '../partners/partner-name.ts'
import type { PersonalDetails } from '../people/subject.ts'

/** Whether the partner may operate the organisation: an item of its own, so that a revocation does not wait for other work on the customer (R60). */
export const Access = z.discriminatedUnion('status', [
  z.object({ customerId: CustomerId, status: z.literal('no-partner'), since: Instant }),
  z.object({
    customerId: CustomerId,
    partnerId: PartnerId,
    status: z.enum(['granted', 'revoked']),
    /** Since when it has this status. */
    since: Instant,
  }),
])
export type Access = z.infer<typeof Access>

/** The access of a partner, which stands or is revoked. */
export type PartnerAccess = Exclude<Access, { status: 'no-partner' }>

export const noPartner = /* @__PURE__ */ problem('no-partner', {
  kind: 'conflict',
  title: 'No partner manages the organisation',
  advice: 'Enter the code of a partner, or answer a request of one.',
})

export const accessAlreadyRevoked = /* @__PURE__ */ problem(
  'access-already-revoked',
  { kind: 'conflict', title: 'The access is revoked already', advice: 'Nothing is left to do.' },
  { revokedAt: Instant },
)
export const accessAlreadyGranted = /* @__PURE__ */ problem(
  'access-already-granted',
  { kind: 'conflict', title: 'The access stands already', advice: 'Nothing is left to do.' },
  { since: Instant },
)

/** The access that comes with adding or mapping a customer (R10). */
export const granted = (
  customerId: Access['customerId'],
  partnerId: PartnerAccess['partnerId'],
  at: Instant,
): PartnerAccess => ({
  customerId,
  partnerId,
  status: 'granted',
  since: at,
})

/** No partner has access: the organisation has none (R16). */
export const withoutPartner = (customerId: Access['customerId'], at: Instant): Access => ({
  customerId,
  status: 'no-partner',
  since: at,
})

/** Whether a partner has or had the access. */
export const isOfPartner = <A extends Access>(access: A): access is A & PartnerAccess =>
  access.status !== 'no-partner'

/** Ends the partner's access from this instant on (R60). */
export const revoke = (access: Access, at: Instant): PartnerAccess => {
  if (!isOfPartner(access)) throw noPartner()
  if (access.status === 'revoked') throw accessAlreadyRevoked({ revokedAt: access.since })
  return { ...access, status: 'revoked', since: at }
}

/** Gives the partner access again (R62). */
export const grant = (access: Access, at: Instant): PartnerAccess => {
  if (!isOfPartner(access)) throw noPartner()
  if (access.status === 'granted') throw accessAlreadyGranted({ since: access.since })
  return { ...access, status: 'granted', since: at }
}

/** Who manages the organisation, with the version that this is. */
export const partnerAccess = (
  { customerId, status, since }: Access,
  partner: Partner | undefined,
  version: number,
) => ({
  customerId,
  ...(partner ? { partner: partnerName(partner) } : {}),
  status,
  since,
  version,
})

/** What was done in an organisation or refused, as its log says. */
interface Deed {
  readonly outcome: 'allowed' | 'refused'
  readonly action?: string | undefined
  readonly at: Instant
  readonly actor:
    | {
        readonly kind: 'person'
        readonly personId: string
        readonly role: string
        readonly partnerId?: string | undefined
      }
    | { readonly kind: 'function' }
}

/** The last thing that a partner did in an organisation, and which person did it. */
export interface LastAction {
  readonly action: string
  readonly at: Instant
  readonly personId: PersonId
}

/** The last thing that the partner did there; the actions are given newest first (R61). */
export const lastActionOf = (
  { partnerId }: Pick<Partner, 'partnerId'>,
  deeds: readonly Deed[],
): LastAction | undefined => {
  for (const { outcome, action, at, actor } of deeds)
    if (
      outcome === 'allowed' &&
      action !== undefined &&
      actor.kind === 'person' &&
      actor.role === 'partner-admin' &&
      actor.partnerId === partnerId
    )
      return { action, at, personId: PersonId.parse(actor.personId) }
  return undefined
}

/** What a revocation ends: everything the partner had in the organisation's operation (R60). */
export const Ended = z.enum(['console-listing', 'console-operations', 'management-sessions'])

/** The receipt of a revocation: since when, what ended, the partner's last action, who did it (by id if the person was forgotten) and who manages billing now (R61). */
export const revocationReceipt = (
  { since }: PartnerAccess,
  partner: Partner,
  last: LastAction | undefined,
  by: Pick<PersonalDetails, 'email'> | undefined,
) => ({
  effectiveAt: since,
  ended: [...Ended.options],
  ...(last
    ? { lastPartnerAction: { action: last.action, at: last.at, by: by?.email ?? last.personId } }
    : {}),
  billingManagedBy: { ...partnerName(partner), email: partner.company.email },
})
