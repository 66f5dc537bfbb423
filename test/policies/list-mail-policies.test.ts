import { expect } from 'vitest'
import { handler } from '../../functions/policies/list-mail-policies.ts'
import { listMailPolicies } from '../../shared/policies/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withPolicies = async () => {
  const { admin, customer, partner } = await arrange.managed()
  const [first, gone, last] = [
    await arrange.mailPolicy(customer),
    await arrange.mailPolicy(customer),
    await arrange.mailPolicy(customer, { name: 'Warehouse' }),
  ]
  await arrange.deleteMailPolicy(gone)
  const other = await arrange.customer(partner, { verified: true })
  await arrange.mailPolicy(other.customer)
  return { as: admin, input: { customerId: customer.customerId }, policies: [last, first] }
}

describeOperation(listMailPolicies, handler, {
  done: {
    title: 'R57 lists the mail policies of the organisation alone, newest first, and none that is deleted',
    arrange: withPolicies,
    then: async (answer, { as, input, policies }) => {
      expect(answer.nextCursor).toBeUndefined()
      expect(answer.items.map(({ policyId }) => policyId)).toEqual(policies.map(({ policyId }) => policyId))
      expect(answer.items[1]).toMatchObject({ ...arrange.POLICY, version: 1 })
      const { body } = await call(listMailPolicies, handler, as, { ...input, limit: '1' })
      expect(body).toMatchObject({ items: [{ name: 'Warehouse' }], nextCursor: expect.any(String) })
    },
  },
  refuses: {},
})
