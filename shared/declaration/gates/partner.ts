import { consoleRequiresWorkplace, partnerDeactivated, roleRequired } from '../../kernel/problems.ts'
import { personRecord } from '../../people/records.ts'
import type { Gate } from '../gate.ts'
import { admitsPartner, meetsPartner, needsSession, rolesOf, surfaceOf } from '../operation.ts'

/** An admin of an active partner, with Workplace expertise if the operation is of the Console. It is asked before the customer, so that a refusal reveals nothing about other partners' customers (R8). */
export const partner: Gate<'person'> = {
  applies: meetsPartner,
  reads: [],
  checks: (declaration) => (admitsPartner(declaration) && !needsSession(declaration) ? ['person'] : []),
  refuses: (declaration) => [
    ...(rolesOf(declaration).includes('partner-admin') ? [roleRequired] : []),
    partnerDeactivated,
    ...(surfaceOf(declaration) === 'console' ? [consoleRequiresWorkplace] : []),
  ],
  admit: ({ person }, declaration, capacity) => {
    const membership = person?.partner
    if (capacity || !membership) return capacity
    if (membership.status !== 'active') throw partnerDeactivated()
    if (surfaceOf(declaration) === 'console' && !membership.workplace) throw consoleRequiresWorkplace()
    return { actsAs: 'partner-admin', partnerId: membership.partnerId }
  },
  // In a session the person is checked by version, which is stricter.
  conditionsOf: ({ email }, capacity, declaration) =>
    capacity.actsAs === 'partner-admin' && !needsSession(declaration)
      ? [
          personRecord.check(
            { email },
            { equals: { 'partner.partnerId': capacity.partnerId, 'partner.status': 'active' } },
          ),
        ]
      : [],
}
