import { expect, it } from 'vitest'
import { handler } from '../../functions/subscriptions/change-own-subscription.ts'
import { partnerName } from '../../shared/partners/partner-name.ts'
import { changeOwnSubscription } from '../../shared/subscriptions/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const mapped = async () => {
  const { partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified: true })
  return { as: superAdmin, input: { customerId: customer.customerId }, customer, partner }
}

const managedBy = async (asking: Pick<Awaited<ReturnType<typeof mapped>>, 'as' | 'input'>) => {
  const { status, body } = await call(changeOwnSubscription, handler, asking.as, asking.input)
  return { status, ...body }
}

describeOperation(changeOwnSubscription, handler, {
  done: { title: 'R40 is always refused', arrange: mapped, then: () => undefined },
  also: (table) => {
    it('R40 R54 names the partner, to an org admin and of an unverified or revoked organisation too', async () => {
      const asking = await mapped()
      const { customerId } = asking.customer
      const [orgAdmin] = await arrange.orgAdmins(asking.customer, 1)
      if (!orgAdmin) throw new Error('unreachable')
      const named = { status: 403, managedBy: 'partner', partner: partnerName(asking.partner) }
      expect(await managedBy(asking)).toMatchObject(named)
      await arrange.revokeAccess(customerId)
      await arrange.unverify(customerId)
      expect(await managedBy({ ...asking, as: orgAdmin })).toMatchObject(named)
    })

    it('R40 names support where there is no partner', async () => {
      const { customer, superAdmin } = await arrange.unmappedCustomer()
      const answered = await managedBy({ as: superAdmin, input: { customerId: customer.customerId } })
      expect(answered).toMatchObject({ status: 403, managedBy: 'support' })
      expect(answered).not.toHaveProperty('partner')
    })

    it.each(['{"', '[]', '{"plan": "professional", "licences": 500}', '{"customerId": "cus_other"}'])(
      'R40 refuses alike whatever the body says, and writes nothing: %s',
      async (rawBody) => {
        const asking = await mapped()
        await arrange.bind(asking.as)
        const before = await table.items()
        expect(
          await call(changeOwnSubscription, handler, asking.as, asking.input, { rawBody }),
        ).toMatchObject({ status: 403, body: { type: '/problems/subscription-managed-by-partner' } })
        expect(await table.items()).toEqual(before)
      },
    )
  },
  refuses: { 'subscription-managed-by-partner': mapped },
})
