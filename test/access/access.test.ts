import { describe, expect, it } from 'vitest'
import {
  accessAlreadyGranted,
  accessAlreadyRevoked,
  grant,
  granted,
  lastActionOf,
  partnerAccess,
  revocationReceipt,
  revoke,
} from '../../shared/access/access.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId, PersonId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { createPartner } from '../../shared/partners/partner.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const later = plusDays(at, 1)
const customerId = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')
const partnerId = PartnerId.parse('ptr_01JN7ZK3M0000000000000000B')
const personId = PersonId.parse('per_01JN7ZK3M0000000000000000A')
const admin = EmailAddress.parse('niran@siamcloud.example.com')
const partner = createPartner(
  {
    partnerId,
    applicationId: ApplicationId.parse('app_01JN7ZK3M0000000000000000D'),
    company: {
      name: 'Siam Cloud',
      email: EmailAddress.parse('hello@siamcloud.example.com'),
      phone: '+6621234567',
    },
    address: { street: '1 Silom Road', city: 'Bangkok', country: 'TH' },
    expertise: ['workplace'],
    language: 'th',
    admins: [admin],
  },
  at,
)
const standing = granted(customerId, partnerId, at)
const revoked = revoke(standing, later)

describe('R60 access', () => {
  it('comes with adding the customer (R10)', () =>
    expect(standing).toEqual({ customerId, partnerId, status: 'granted', since: at }))
  it('ends at the instant of the revocation', () =>
    expect(revoked).toEqual({ customerId, partnerId, status: 'revoked', since: later }))
  it('is revoked once', () => expect(refusal(() => revoke(revoked, later))).toBe(accessAlreadyRevoked))
})

describe('R62 access is granted again', () => {
  it('from the instant of the grant', () =>
    expect(grant(revoked, plusDays(later, 1))).toEqual({ ...standing, since: plusDays(later, 1) }))
  it('but not while it stands', () =>
    expect(refusal(() => grant(standing, later))).toBe(accessAlreadyGranted))
})

describe('R61 the receipt', () => {
  const person = (role: string, of?: PartnerId) =>
    ({ kind: 'person', personId, role, partnerId: of }) as const
  const deed = (action: string, actor: Parameters<typeof lastActionOf>[1][number]['actor']) => ({
    outcome: 'allowed' as const,
    action,
    at,
    actor,
  })
  const refused = { outcome: 'refused', at, actor: person('partner-admin', partnerId) } as const
  const other = PartnerId.parse('ptr_01JN7ZK3M0000000000000000C')

  it("names the partner's newest action, whoever acted since", () =>
    expect(
      lastActionOf(partner, [
        refused,
        { ...refused, action: 'refusals.capped' },
        deed('trial.ended', { kind: 'function' }),
        deed('organization.renamed', person('super-admin')),
        deed('trial.started', person('partner-admin', other)),
        deed('trial.extended', person('partner-admin', partnerId)),
        deed('customer.added', person('partner-admin', partnerId)),
      ]),
    ).toEqual({ action: 'trial.extended', at, personId }))
  it('names none where the partner did nothing', () =>
    expect(lastActionOf(partner, [refused, deed('trial.ended', { kind: 'function' })])).toBeUndefined())
  it('says since when, what ended and who manages billing now', () =>
    expect(revocationReceipt(revoked, partner, undefined, undefined)).toEqual({
      effectiveAt: later,
      ended: ['console-listing', 'console-operations', 'management-sessions'],
      billingManagedBy: { partnerId, companyName: 'Siam Cloud', email: 'hello@siamcloud.example.com' },
    }))
  it.each([
    ['by address', { email: admin }, admin],
    ['by id once they are forgotten', undefined, personId],
  ])('names who acted last %s', (_how, details, by) => {
    const last = { action: 'trial.extended', at, personId }
    expect(revocationReceipt(revoked, partner, last, details)).toMatchObject({
      lastPartnerAction: { action: 'trial.extended', at, by },
    })
  })
  it('and who manages the organisation', () =>
    expect(partnerAccess(revoked, partner, 2)).toEqual({
      customerId,
      partner: { partnerId, companyName: 'Siam Cloud' },
      status: 'revoked',
      since: later,
      version: 2,
    }))
})
