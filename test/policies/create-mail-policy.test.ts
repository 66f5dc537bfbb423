import { expect, it } from 'vitest'
import { handler } from '../../functions/policies/create-mail-policy.ts'
import { createMailPolicy } from '../../shared/policies/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { admin, customer } = await arrange.managed()
  const { customerId } = customer
  const receiveFrom = { with: 'domains' as const, domains: ['EXAMPLE.com'] }
  return { as: admin, input: { ...arrange.POLICY, customerId, receiveFrom } }
}

describeOperation(createMailPolicy, handler, {
  done: {
    title: 'R57 creates a mail policy, whose words are in the log alone',
    arrange: asked,
    then: async (answer, { input }, table) => {
      expect(answer).toMatchObject({ ...arrange.POLICY, version: 1 })
      const items = await table.items()
      const line = items.find(
        ({ pk, action }) => pk === `LOG#${input.customerId}` && action === 'mail-policy.created',
      )
      expect(line).toMatchObject({ after: arrange.POLICY })
      const chain = items.filter(({ pk }) => pk === `AUDIT#POLICY#${answer.policyId}`)
      expect(chain).toHaveLength(1)
      expect(JSON.stringify(chain)).not.toMatch(/office|example\.com/i)
    },
  },
  also: () => {
    const { input } = createMailPolicy.declaration
    const given = { ...arrange.POLICY, customerId: `cus_${'0'.repeat(26)}` }

    it.each(['redirectTo', 'exceptFrom', 'isDefault', 'role'])('R52 R57 knows no member %s', (member) =>
      expect(input.safeParse({ ...given, [member]: 'malee@example.com' }).error?.issues).toMatchObject([
        { code: 'unrecognized_keys', keys: [member] },
      ]),
    )

    it.each([
      ['sendTo', { with: 'malee@example.com' }],
      ['receiveFrom', { with: 'domains', domains: ['malee@example.com'] }],
      ['forwarding', 'malee@example.com'],
      ['name', 'malee@example.com'],
    ])('R57 takes no address in %s', (member, value) => {
      expect(input.safeParse(given).success).toBe(true)
      expect(input.safeParse({ ...given, [member]: value }).error?.issues[0]?.path[0]).toBe(member)
    })
  },
  refuses: {},
})
