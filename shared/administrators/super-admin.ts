import { problem } from '../kernel/problem.ts'
import { isAdministrator, unsteered, type PresentUser } from '../users/user.ts'

export const alreadySuperAdmin = /* @__PURE__ */ problem('already-super-admin', {
  kind: 'conflict',
  title: 'This person is the super admin already',
  advice: 'Nothing is left to do.',
})
export const notAnAdministrator = /* @__PURE__ */ problem('not-an-administrator', {
  kind: 'conflict',
  title: 'The successor is not an active org admin',
  advice: 'Make the user an org admin first; a suspended one is reactivated first.',
})

/** A user as the super admin: active, and steered by nobody (R52, R56, R57). */
export const asSuperAdmin = (user: PresentUser): PresentUser => {
  const { mailPolicyId: _none, ...administrator } = isAdministrator(user) ? user : unsteered(user)
  return { ...administrator, role: 'super-admin', status: 'active' }
}

/** The former super admin, who goes on as an org admin, or as a member where a recovery finds no place for another administrator (R13, R56, R64). */
export const asFormer = (user: PresentUser, role: 'org-admin' | 'member'): PresentUser => ({ ...user, role })

/** Whether a user has a role at the gate: an administrator who is not suspended. */
export const isActiveAdministrator = ({ role, status }: Pick<PresentUser, 'role' | 'status'>): boolean =>
  role !== 'member' && status === 'active'

/** The successor to whom the super admin hands over: an active org admin already (R13, R56). */
export const handOver = (successor: PresentUser): PresentUser => {
  if (successor.role === 'super-admin') throw alreadySuperAdmin()
  if (!isActiveAdministrator(successor)) throw notAnAdministrator()
  return asSuperAdmin(successor)
}
