import { expect } from 'vitest'
import { handler } from '../../functions/partners/get-own-partner.ts'
import { getOwnPartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getOwnPartner, handler, {
  done: {
    title: "R8 shows an admin their own partner and nobody else's",
    arrange: async () => {
      await arrange.partner()
      const { admin, partner } = await arrange.partner({ workplace: false })
      return { as: admin, input: {}, partner }
    },
    then: (answer, { partner }) => {
      expect(answer).toEqual({ ...partner, terms: arrange.USUAL_TERMS, version: 1 })
    },
  },
  refuses: {},
})
