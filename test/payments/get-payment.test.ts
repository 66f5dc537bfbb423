import { expect } from 'vitest'
import { handler } from '../../functions/payments/get-payment.ts'
import { getPayment } from '../../shared/payments/contract.ts'
import { paymentView } from '../../shared/payments/payment.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const sold = async () => {
  const { admin, customer, payment } = await arrange.subscribed({ cardType: 'CC' })
  return { as: admin, input: { paymentId: payment.paymentId }, customer, payment }
}

describeOperation(getPayment, handler, {
  done: {
    title: 'R44 R63 a sale of its own, also once the access is revoked and the customer has moved',
    arrange: sold,
    then: async (answer, { as, input, customer, payment }, table) => {
      expect(answer).toEqual(paymentView(payment))
      const { customerId } = customer
      const next = await table.arranged(async () => {
        await arrange.revokeAccess(customerId)
        const reseller = await arrange.partner()
        await arrange.moveCustomer(customerId, reseller.partner)
        return reseller
      })
      expect(await call(getPayment, handler, as, input)).toMatchObject({ status: 200, body: answer })
      const missing = { paymentId: 'pay_00000000000000000000000000' }
      for (const [by, asked] of [
        [next.admin, input],
        [as, missing],
      ] as const)
        expect(await call(getPayment, handler, by, asked)).toMatchObject({
          status: 404,
          body: { type: '/problems/payment-not-found' },
        })
    },
  },
  refuses: {
    'payment-not-found': async () => {
      const { input } = await sold()
      return { as: (await arrange.partner()).admin, input }
    },
  },
})
