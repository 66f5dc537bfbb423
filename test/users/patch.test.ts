import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { MailPolicyId } from '../../shared/kernel/id.ts'
import { notAnAlias } from '../../shared/users/alias.ts'
import { administratorHasNoPolicy, deedOf, update } from '../../shared/users/patch.ts'
import { administratorProtected } from '../../shared/users/rank.ts'
import { refusal } from '../support/describe/refusal.ts'
import { address, user } from './directory.ts'

const policy = MailPolicyId.parse('pol_01JN7ZK3M0000000000000000D')
const recoveryEmail = EmailAddress.parse('malee@people.example.com')
const whole = user({ aliases: [address('a'), address('b')], mailPolicyId: policy, recoveryEmail })

describe('R51 R56 a patch of a user', () => {
  it('leaves what is absent', () => expect(update(whole, {})).toEqual(whole))
  it('removes by null what may be absent', () => {
    const { mailPolicyId: _policy, recoveryEmail: _recovery, ...rest } = whole
    expect(update(whole, { mailPolicyId: null, recoveryEmail: null })).toEqual(rest)
  })
  it('sets names, policy and recovery address', () => {
    const members = { firstName: 'มาลี', lastName: '', mailPolicyId: policy, recoveryEmail }
    expect(update(user(), members)).toEqual(user(members))
  })

  it.each([
    ['active', undefined, 'active', 'change'],
    ['active', 'active', 'active', 'change'],
    ['active', 'suspended', 'suspended', 'suspend'],
    ['suspended', undefined, 'suspended', 'change'],
    ['suspended', 'suspended', 'suspended', 'change'],
    ['suspended', 'active', 'active', 'change'],
  ] as const)('of one who is %s to %s makes them %s, which is to %s', (status, wanted, after, deed) => {
    const patch = wanted ? { status: wanted } : {}
    expect(update(user({ status }), patch).status).toBe(after)
    expect(deedOf(user({ status }), patch)).toBe(deed)
  })

  it('swaps the main address with an alias, in its place', () => {
    const { email, aliases } = update(whole, { email: address('b') })
    expect({ email, aliases }).toEqual({ email: address('b'), aliases: [address('a'), whole.email] })
    expect(update(whole, { email: whole.email })).toEqual(whole)
    expect(refusal(() => update(whole, { email: address('c') }))).toBe(notAnAlias)
  })

  it.each(['org-admin', 'super-admin'] as const)(
    'R52 R57 leaves the main address of a %s, and gives no mail policy',
    (role) => {
      const administrator = user({ role, aliases: [address('a')] })
      expect(refusal(() => update(administrator, { email: address('a') }))).toBe(administratorProtected)
      expect(refusal(() => update(administrator, { mailPolicyId: policy }))).toBe(administratorHasNoPolicy)
      const same = { email: administrator.email, mailPolicyId: null }
      expect(update(administrator, same)).toEqual(administrator)
    },
  )
})
