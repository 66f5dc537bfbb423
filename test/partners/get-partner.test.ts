import { expect } from 'vitest'
import { handler } from '../../functions/partners/get-partner.ts'
import { getPartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getPartner, handler, {
  done: {
    title: 'R7 shows the partner as its approval made it',
    arrange: async () => {
      const { partner } = await arrange.partner()
      return { as: await arrange.staff('finance'), input: { partnerId: partner.partnerId }, partner }
    },
    then: (answer, { partner }) => {
      expect(answer).toEqual({ ...partner, version: 1, pending: [] })
    },
  },
  refuses: {
    'partner-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { partnerId: 'ptr_00000000000000000000000000' },
    }),
  },
})
