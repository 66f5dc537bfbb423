import { expect } from 'vitest'
import { handler } from '../../functions/partners/get-partner.ts'
import { getPartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getPartner, handler, {
  done: {
    title:
      'R7 shows the partner as its approval made it, R44 with the terms that count where nothing else is agreed',
    arrange: async () => {
      const { partner } = await arrange.partner()
      return { as: await arrange.staff('finance'), input: { partnerId: partner.partnerId }, partner }
    },
    then: (answer, { partner }) => {
      expect(answer).toEqual({ ...partner, terms: arrange.USUAL_TERMS, version: 1, pending: [] })
    },
  },
  refuses: {
    'partner-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { partnerId: 'ptr_00000000000000000000000000' },
    }),
  },
})
