import { expect, it } from 'vitest'
import { handler } from '../../functions/policies/create-mail-policy.ts'
import { createMailPolicy } from '../../shared/policies/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
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
  also: (table) => {
    it.each([
      ['redirectTo', 'malee@example.com'],
      ['exceptFrom', ['malee@example.com']],
      ['isDefault', true],
      ['role', 'org-admin'],
    ])('R52 R57 knows no member %s', async (member, value) => {
      const { as, input } = await table.arranged(asked)
      const called = await call(createMailPolicy, handler, as, { ...input, [member]: value })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer: `/${member}` }] } })
    })

    it.each([
      ['sendTo', { with: 'malee@example.com' }, '/sendTo/with'],
      ['receiveFrom', { with: 'domains', domains: ['malee@example.com'] }, '/receiveFrom/domains/0'],
      ['forwarding', 'malee@example.com', '/forwarding'],
      ['name', 'malee@example.com', '/name'],
    ])('R57 takes no address in %s', async (member, value, pointer) => {
      const { as, input } = await table.arranged(asked)
      const called = await call(createMailPolicy, handler, as, { ...input, [member]: value })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer }] } })
    })
  },
  refuses: {},
})
