import { describe, expect, it } from 'vitest'
import {
  alreadySuperAdmin,
  asFormer,
  asSuperAdmin,
  handOver,
  isActiveAdministrator,
  notAnAdministrator,
} from '../../shared/administrators/super-admin.ts'
import { changeRole, handOverRequired, userNotActive } from '../../shared/administrators/user-role.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, MailPolicyId, UserId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { add, USER_ROLES, type PresentUser } from '../../shared/users/user.ts'
import { refusal } from '../support/describe/refusal.ts'

const STATUSES = ['active', 'suspended'] as const

const ULID = '0'.repeat(26)
const plain = add(
  {
    userId: UserId.parse(`usr_${ULID}`),
    customerId: CustomerId.parse(`cus_${ULID}`),
    email: EmailAddress.parse('malee@example.co.th'),
    firstName: 'Malee',
    lastName: '',
    mailPolicyId: MailPolicyId.parse(`pol_${ULID}`),
  },
  Instant.parse('2026-01-01T00:00:00.000Z'),
)
const { mailPolicyId: _none, ...withoutPolicy } = plain

const every = USER_ROLES.flatMap((role) => STATUSES.map((status) => ({ role, status })))
const userIn = (of: Pick<PresentUser, 'role' | 'status'>): PresentUser => ({ ...plain, ...of })

describe('a hand-over', () => {
  it.each(every)('R13 R56 to a user who is $role and $status', (of) => {
    const isLawful = of.role === 'org-admin' && of.status === 'active'
    expect(isActiveAdministrator(of)).toBe(of.role !== 'member' && of.status === 'active')
    if (isLawful) expect(handOver(userIn(of))).toEqual({ ...withoutPolicy, role: 'super-admin' })
    else
      expect(refusal(() => handOver(userIn(of)))).toBe(
        of.role === 'super-admin' ? alreadySuperAdmin : notAnAdministrator,
      )
  })

  it('R56 R57 makes the successor active and without a mail policy, and the former one an org admin or a member', () => {
    expect(asSuperAdmin(userIn({ role: 'member', status: 'suspended' }))).toEqual({
      ...withoutPolicy,
      role: 'super-admin',
    })
    for (const role of ['org-admin', 'member'] as const)
      expect(asFormer({ ...withoutPolicy, role: 'super-admin' }, role)).toEqual({ ...withoutPolicy, role })
  })
})

describe('another role', () => {
  it.each(every.flatMap((of) => USER_ROLES.map((to) => ({ ...of, to }))))(
    'R56 R57 $to for a user who is $role and $status',
    ({ to, ...of }) => {
      const user = userIn(of)
      const problem = () => refusal(() => changeRole(user, to))
      if (to === 'super-admin' || of.role === 'super-admin') expect(problem()).toBe(handOverRequired)
      else if (to === of.role) expect(changeRole(user, to)).toBe(user)
      else if (to === 'member') expect(changeRole(user, to)).toEqual({ ...user, role: 'member' })
      else if (of.status === 'suspended') expect(problem()).toBe(userNotActive)
      else expect(changeRole(user, to)).toEqual({ ...withoutPolicy, role: 'org-admin' })
    },
  )
})
