import { expect } from 'vitest'
import { handler } from '../../functions/policies/delete-mail-policy.ts'
import { deleteMailPolicy } from '../../shared/policies/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { admin, customer } = await arrange.managed()
  const { customerId, policyId } = await arrange.mailPolicy(customer)
  const user = await arrange.user(customer, { mailPolicyId: policyId })
  return { as: admin, input: { customerId, policyId }, user }
}

describeOperation(deleteMailPolicy, handler, {
  done: {
    title: 'R57 keeps that there was a policy, and looks at no user who has it',
    arrange: asked,
    then: async (answer, { input, user }, table) => {
      const { customerId, policyId } = input
      expect(answer).toEqual({ policyId })
      const items = await table.items()
      const stored = items.find(({ pk }) => pk === `POLICIES#${customerId}`)
      expect(stored).toMatchObject({ policyId, state: 'deleted', version: 2 })
      expect(stored).not.toHaveProperty('name')
      const line = items.find(
        ({ pk, action }) => pk === `LOG#${customerId}` && action === 'mail-policy.deleted',
      )
      expect(line).toMatchObject({ before: arrange.POLICY, after: { state: 'deleted' } })
      const { userId, version } = user
      expect(items.find(({ sk }) => sk === `USER#${userId}`)).toMatchObject({ version })
    },
  },
  refuses: {
    'mail-policy-not-found': async () => {
      const { as, input } = await asked()
      await arrange.deleteMailPolicy(input)
      return { as, input }
    },
  },
})
