import { managementSessionRecord } from '../../management/records.ts'
import { managementSessionRequired, stateAt } from '../../management/session.ts'
import { personRecord } from '../../people/records.ts'
import type { Gate } from '../gate.ts'
import { namedCustomer } from '../named-customer.ts'
import { needsSession } from '../operation.ts'

/** A partner admin has a management session open there, under the access and the membership that it was opened under (R50, R60); where none is needed, the log still says in which one something was attempted (R53). */
export const session: Gate<'managementSession' | 'person'> = {
  applies: ({ onBehalf }) => onBehalf !== undefined,
  reads: [
    {
      kind: 'managementSession',
      key: (request) => managementSessionRecord.key(namedCustomer(request)),
      fact: (item) => ({ session: managementSessionRecord.parse(item) }),
    },
  ],
  checks: (declaration) => (needsSession(declaration) ? ['managementSession', 'person'] : []),
  refuses: (declaration) => (needsSession(declaration) ? [managementSessionRequired] : []),
  admit: ({ session, access, person, now }, declaration, capacity) => {
    if (capacity?.actsAs !== 'partner-admin' || !needsSession(declaration)) return capacity
    const state = stateAt(session, { access, person }, now)
    if (state !== 'open') throw managementSessionRequired({ state })
    return capacity
  },
  conditionsOf: ({ session, person }, { actsAs }, declaration) =>
    actsAs === 'partner-admin' && needsSession(declaration) && person && session
      ? [
          personRecord.unchanged(person),
          managementSessionRecord.check(session, {
            equals: { sessionId: session.sessionId, state: 'open' },
          }),
        ]
      : [],
}
