import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/cancel-transfer.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { cancelTransfer } from '../../shared/mapping/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'

const asking = ({
  customer,
  superAdmin,
  transfer,
  ...rest
}: Awaited<ReturnType<typeof arrange.pendingTransfer>>) => {
  const { transferId } = transfer
  return { as: superAdmin, input: { customerId: customer.customerId, transferId }, transfer, ...rest }
}

describeOperation(cancelTransfer, handler, {
  done: {
    title: 'R14 an administrator takes the consent back: all stays as it is, and all sides are told why',
    arrange: async () => asking(await arrange.pendingTransfer()),
    then: async (answer, { as, input, transfer, former, next }, table) => {
      const { customerId, transferId } = input
      expect(answer).toMatchObject({ ...input, state: 'cancelled', reason: 'consent-withdrawn' })
      const customer = await reader(world.table).get(customerRecord, { customerId })
      expect(customer).toMatchObject({ partnerId: former.partner.partnerId, consents: 1, mappings: 0 })
      expect(customer).not.toHaveProperty('transferId')
      const items = await table.items()
      expect(items.some(({ pk }) => pk === `DUE#transfer#${transferId}`)).toBe(false)
      expect(items.find(({ pk, sk }) => pk === `TRANSFER#${transferId}` && sk === 'TRANSFER')).toMatchObject({
        listingPk: 'TRANSFERS#cancelled',
      })
      expect(await auditActions(table, `TRANSFER#${transferId}`)).toEqual([
        'transfer.begun',
        'transfer.cancelled',
      ])
      const { organizationName, domain, before, after } = transfer
      const words = { organizationName, domain, before, after, cancelReason: 'consent-withdrawn' }
      expect(await mailsTo(table, as.email)).toMatchObject([{ mail: 'transfer-cancelled', words }])
      for (const { partner } of [former, next])
        expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'transfer-cancelled', words }])
    },
  },
  refuses: {
    'transfer-not-found': async () => {
      const { as, input } = asking(await arrange.pendingTransfer())
      const { transfer } = await arrange.pendingTransfer()
      return { as, input: { ...input, transferId: transfer.transferId } }
    },
    'transfer-closed': async () => {
      const closed = asking(await arrange.pendingTransfer())
      await arrange.advanceClock('P7D')
      return closed
    },
  },
  also: (table) => {
    it('R14 an org admin takes it back as well, also after an objection', async () => {
      const { input, orgAdmin } = await table.arranged(async () => {
        const objected = await arrange.objectedTransfer()
        const [orgAdmin] = await arrange.orgAdmins(objected.customer, 1)
        await arrange.advanceClock('P30D')
        return { ...asking(objected), orgAdmin }
      })
      const cancel = () => call(cancelTransfer, handler, orgAdmin, input)
      expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } })
      expect(await cancel()).toMatchObject({
        status: 409,
        body: { type: '/problems/transfer-closed', state: 'cancelled' },
      })
    })
  },
})
