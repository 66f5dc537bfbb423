import { anotherPerson } from '../../kernel/problems.ts'
import { personRecord, subjectRecord } from '../../people/records.ts'
import { maySignIn } from '../../people/subject.ts'
import type { Gate } from '../gate.ts'

/** The signed-in subject is the one that the address is bound to (R1, R65). */
export const signedIn: Gate<never> = {
  applies: ({ allow }) => allow !== 'public',
  reads: [
    {
      kind: 'subject',
      key: (request) => subjectRecord.key(request),
      fact: (item) => ({ subject: subjectRecord.parse(item) }),
    },
    {
      kind: 'person',
      key: (request) => personRecord.key(request),
      fact: (item) => ({ person: personRecord.parse(item) }),
    },
  ],
  checks: () => [],
  refuses: () => [anotherPerson],
  admit: ({ subject, sub }, _declaration, capacity) => {
    if (!maySignIn(subject, sub)) throw anotherPerson()
    return capacity
  },
  conditionsOf: () => [],
}
