import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CustomerId, MailPolicyId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import {
  create,
  deletePolicy,
  isLive,
  livePolicy,
  mailPolicyMembers,
  mailPolicyNotFound,
  update,
  type MailPolicy,
} from '../../shared/policies/policy.ts'
import { POLICY } from '../support/arrange.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const of = {
  policyId: MailPolicyId.parse('pol_01JN7ZK3M0000000000000000A'),
  customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
}
const live = create({ ...of, ...POLICY }, at)
const deleted = deletePolicy(live)

describe('R57 a mail policy', () => {
  it('is live from its creation, and says what it was given', () =>
    expect(live).toEqual({ ...of, ...POLICY, state: 'live', createdAt: at }))

  it('keeps nothing of what it said once it is deleted', () =>
    expect(deleted).toEqual({ ...of, state: 'deleted', createdAt: at }))

  it.each<[MailPolicy['state'] | 'missing', MailPolicy | undefined, boolean]>([
    ['live', live, true],
    ['deleted', deleted, false],
    ['missing', undefined, false],
  ])('that is %s is found or not, for every decision alike', (_state, policy, isFound) => {
    expect(policy !== undefined && isLive(policy)).toBe(isFound)
    if (isFound) expect(livePolicy(policy)).toBe(policy)
    else expect(refusal(() => livePolicy(policy))).toBe(mailPolicyNotFound)
  })

  it('is replaced whole: what the new one does not list is not kept', () => {
    const members = {
      ...POLICY,
      name: 'Warehouse',
      receiveFrom: { with: 'organization' as const },
      pop: true,
    }
    expect(update(live, members)).toEqual({ ...live, ...members })
  })
})

describe('R57 what a mail policy says', () => {
  const schema = z.strictObject(mailPolicyMembers())
  const receiving = (receiveFrom: unknown) => schema.safeParse({ ...POLICY, receiveFrom })

  it.each([
    ['in capitals, with a dot at the end', 'EXAMPLE.com.', 'example.com'],
    ['of another script', 'ตัวอย่าง.ไทย', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
    ['as A-labels', 'xn--72c1a1bt4awk9o.xn--o3cw4h', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
    ['full width', 'ｅｘａｍｐｌｅ.com', 'example.com'],
  ])('reads a domain %s into its one spelling', (_how, written, read) =>
    expect(receiving({ with: 'domains', domains: [written] }).data?.receiveFrom.domains).toEqual([read]),
  )

  it.each<[string, unknown]>([
    ['an address', { with: 'domains', domains: ['malee@example.com'] }],
    ['an IP address', { with: 'domains', domains: ['192.0.2.1'] }],
    ['a host of one label', { with: 'domains', domains: ['localhost'] }],
    ['a scheme', { with: 'domains', domains: ['https://example.com'] }],
    ['a domain in two spellings', { with: 'domains', domains: ['example.com', 'EXAMPLE.COM'] }],
    ['no domain', { with: 'domains', domains: [] }],
    ['no list', { with: 'domains' }],
    ['a list that counts for nothing', { with: 'anyone', domains: ['example.com'] }],
    ['51 domains', { with: 'domains', domains: Array.from({ length: 51 }, (_, place) => `d${place}.com`) }],
    ['somebody', { with: 'malee@example.com' }],
  ])('refuses %s as correspondents', (_what, given) => expect(receiving(given).success).toBe(false))

  it.each([
    [0, false],
    [1, true],
    [50, true],
    [51, false],
    [2.5, false],
  ])('takes attachments of %d MB: %s', (attachmentMegabytes, isTaken) =>
    expect(schema.safeParse({ ...POLICY, attachmentMegabytes }).success).toBe(isTaken),
  )

  it.each(Object.keys(POLICY))('is not complete without %s', (name) =>
    expect(schema.safeParse({ ...POLICY, [name]: undefined }).success).toBe(false),
  )
})
