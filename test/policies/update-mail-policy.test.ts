import { expect } from 'vitest'
import { handler } from '../../functions/policies/update-mail-policy.ts'
import { updateMailPolicy } from '../../shared/policies/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async () => {
  const { admin, customer } = await arrange.managed()
  const { customerId, policyId } = await arrange.mailPolicy(customer)
  const changed = { receiveFrom: { with: 'anyone' }, attachmentMegabytes: 10 } as const
  return { as: admin, input: { ...arrange.POLICY, ...changed, customerId, policyId }, changed }
}

describeOperation(updateMailPolicy, handler, {
  done: {
    title: 'R57 replaces all that a policy says; what changes nothing writes nothing',
    arrange: asked,
    then: async (answer, { as, input, changed }, table) => {
      const { customerId, policyId, ...members } = input
      expect(answer).toMatchObject({ ...members, policyId, version: 2 })
      expect(answer.receiveFrom).toEqual({ with: 'anyone' })
      const items = await table.items()
      const line = items.find(
        ({ pk, action }) => pk === `LOG#${customerId}` && action === 'mail-policy.updated',
      )
      const { receiveFrom, attachmentMegabytes } = arrange.POLICY
      expect(line).toMatchObject({ before: { receiveFrom, attachmentMegabytes }, after: changed })
      const chain = items.filter(({ pk }) => pk === `AUDIT#POLICY#${policyId}`)
      expect(chain.at(-1)).toMatchObject({ details: { changed: Object.keys(changed) } })
      expect(JSON.stringify(chain)).not.toMatch(/example\.com/)
      const before = withoutBindings(items)
      expect(await call(updateMailPolicy, handler, as, input)).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)
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
