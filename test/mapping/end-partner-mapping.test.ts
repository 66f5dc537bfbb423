import { expect } from 'vitest'
import { handler as see } from '../../functions/access/get-partner-access.ts'
import { handler } from '../../functions/mapping/end-partner-mapping.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { provePromotedMeanwhile, requesting } from './promoted-meanwhile.ts'

const mapped = async (verified: boolean) => {
  const { partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified, trial: true })
  return { as: superAdmin, input: { customerId: customer.customerId }, customer, partner }
}

const pastDue = async (graceIsOver = false) => {
  const { customer, superAdmin } = await arrange.subscribed({
    dunning: 'declined',
    payPeriod: 'monthly',
    ...(graceIsOver ? { anchor: await arrange.pastGrace() } : {}),
  })
  return { as: superAdmin, input: { customerId: customer.customerId } }
}

describeOperation(endPartnerMapping, handler, {
  done: {
    title:
      'R16 the super admin ends the mapping: the organisation sees that there is no partner, both sides are told',
    arrange: () => mapped(true),
    then: async (answer, { as, input, partner }, table) => {
      expect(answer).toMatchObject({ ...input, removed: false })
      expect(await call(getPartnerAccess, see, as, input)).toMatchObject({
        status: 200,
        body: { status: 'no-partner', since: answer.endedAt },
      })
      expect(await mailsTo(table, as.email)).toMatchObject([{ mail: 'mapping-ended' }])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'mapping-ended' }])
    },
  },
  otherwise: [() => mapped(false), pastDue, () => pastDue(true)],
  also: (table) => {
    provePromotedMeanwhile(
      table,
      requesting(table, endPartnerMapping, handler, () => mapped(true)),
    )
  },
  refuses: {
    'no-partner': async () => {
      const { customer, superAdmin } = await arrange.unmappedCustomer()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
    'transfer-open': async () => {
      const { customer, superAdmin } = await arrange.objectedTransfer()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
  },
})
