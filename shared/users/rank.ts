import { problem } from '../kernel/problem.ts'
import type { PresentUser, UserRole } from './user.ts'

export const administratorProtected = /* @__PURE__ */ problem('administrator-protected', {
  kind: 'forbidden',
  title: 'This is not for you to do to an administrator',
  advice:
    'Only the super admin changes administrators, whose main address stays, and nobody suspends or deletes themselves.',
})

/** What is done to the record of a user. */
export type Deed = 'change' | 'suspend' | 'delete'

/** Who does it to whom: the role in which the caller acts, the role of the user, and whether they are one person. */
export interface Ranked {
  readonly by: 'super-admin' | 'org-admin' | 'partner-admin'
  readonly to: UserRole
  readonly isSelf: boolean
  readonly deed: Deed
}

/** Whether it is allowed: members are changed by everybody here, administrators by the super admin alone; nobody suspends or deletes themselves (R52, R56). */
export const isAllowed = ({ by, to, isSelf, deed }: Ranked): boolean =>
  (to === 'member' || by === 'super-admin') && !(isSelf && deed !== 'change')

/** Who asks, as the gates admitted them. */
interface Asking {
  readonly actsAs: Ranked['by']
  readonly email: string
}

/** Refuses a deed that the rank of the user forbids. */
export const refuseRank = (
  { actsAs, email }: Asking,
  user: Pick<PresentUser, 'role' | 'email'>,
  deed: Deed,
): void => {
  if (!isAllowed({ by: actsAs, to: user.role, isSelf: user.email === email, deed }))
    throw administratorProtected()
}
