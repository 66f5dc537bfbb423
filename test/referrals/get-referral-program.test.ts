import { expect, it } from 'vitest'
import { handler } from '../../functions/referrals/get-referral-program.ts'
import { getReferralProgram } from '../../shared/referrals/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withReferrals = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  await arrange.referral(customerId, 'First Friends')
  await arrange.referral(customerId, 'Second Friends')
  return { as: superAdmin, input: { customerId } }
}

describeOperation(getReferralProgram, handler, {
  done: {
    title: 'R54 shows who was referred, newest first, and how many more can be',
    arrange: withReferrals,
    then: (answer) => {
      expect(answer.items.map(({ organizationName }) => organizationName)).toEqual([
        'Second Friends',
        'First Friends',
      ])
      expect(answer.referralsLeft).toBe(23)
    },
  },
  also: (table) => {
    it('R54 shows an org admin of another organisation only its own', async () => {
      await table.arranged(withReferrals)
      const { customer } = await table.arranged(arrange.managed)
      const { who } = await table.arranged(() => arrange.orgAdminUser(customer))
      const { body } = await call(getReferralProgram, handler, who, { customerId: customer.customerId })
      expect(body).toEqual({ items: [], referralsLeft: 25 })
    })
  },
  refuses: {},
})
