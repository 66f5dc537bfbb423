import { problem } from '../kernel/problem.ts'
import { unsteered, type PresentUser, type UserRole } from '../users/user.ts'

export const handOverRequired = /* @__PURE__ */ problem('hand-over-required', {
  kind: 'conflict',
  title: 'The super admin changes by a hand-over only',
  advice: 'Let the super admin hand over to an org admin; the former super admin becomes an org admin.',
})
export const userNotActive = /* @__PURE__ */ problem('user-not-active', {
  kind: 'conflict',
  title: 'A suspended user does not become an administrator',
  advice: 'Reactivate the user first.',
})

/** Gives a user another role, or returns them as they are; the super admin neither gets nor loses the role here, and administrators have no mail policy (R56, R57). */
export const changeRole = <U extends PresentUser>(user: U, role: UserRole): U | PresentUser => {
  if (role === 'super-admin' || user.role === 'super-admin') throw handOverRequired()
  if (user.role === role) return user
  if (role === 'member') return { ...user, role }
  if (user.status !== 'active') throw userNotActive()
  return { ...unsteered(user), role }
}
