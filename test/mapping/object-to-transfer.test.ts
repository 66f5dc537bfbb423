import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/object-to-transfer.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { objectToTransfer } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

const reason = 'Our contract runs until May.'

const contested = async () => {
  const { transfer, superAdmin, former, next } = await arrange.pendingTransfer()
  return { as: former.admin, input: { transferId: transfer.transferId, reason }, transfer, superAdmin, next }
}

describeOperation(objectToTransfer, handler, {
  done: {
    title:
      'R14 the former partner objects with a reason: all sides and support are told, and support is due again in 7 days',
    arrange: contested,
    then: async (answer, { input, transfer, superAdmin }, table) => {
      const { transferId, organizationName, domain, before, after, from, to } = transfer
      expect(answer).toMatchObject({ transferId, state: 'objected', role: 'former', objection: reason })
      const items = await table.items()
      const objectedAt = answer.objectedAt ?? transfer.createdAt
      expect(items.find(({ pk }) => pk === `DUE#transfer#${transferId}`)).toMatchObject({
        dueAt: plusDays(objectedAt, 7),
      })
      expect(await auditActions(table, `TRANSFER#${input.transferId}`)).toEqual([
        'transfer.begun',
        'transfer.objected',
      ])
      const words = { organizationName, domain, before, after, note: reason }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'transfer-objected', words }])
      expect((await effects(table)).filter(({ kind }) => kind !== 'mail')).toEqual(
        expect.arrayContaining([
          { kind: 'tell-partner', partnerId: from, mail: 'transfer-objected', words },
          { kind: 'tell-partner', partnerId: to, mail: 'transfer-objected', words },
          { kind: 'tell-support', mail: 'team-transfer-objected', words: { ...words, transferId } },
        ]),
      )
    },
  },
  refuses: {
    'transfer-not-found': async () => ({ ...(await contested()), as: (await arrange.partner()).admin }),
    'objection-not-yours': async () => {
      const { next, ...asking } = await contested()
      return { ...asking, as: next.admin }
    },
    'access-revoked': async () => {
      const asking = await contested()
      await arrange.revokeAccess(asking.transfer.customerId)
      return asking
    },
    'transfer-closed': async () => {
      const asking = await contested()
      await arrange.advanceClock('P7D')
      return asking
    },
  },
  also: (table) => {
    it('R60 R63 never objects once the organisation has revoked the access', async () => {
      const { as, input, transfer } = await table.arranged(contested)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const objected = call(objectToTransfer, handler, as, input)
      await heldCommit.arrived
      await arrange.revokeAccess(transfer.customerId)
      heldCommit.release()
      expect(await objected).toMatchObject({ status: 403, body: { type: '/problems/access-revoked' } })
    })

    it('R14 objects once, and R43 with no card number in its reason', async () => {
      const { as, input } = await table.arranged(contested)
      const object = (given: object) => call(objectToTransfer, handler, as, { ...input, ...given })
      expect(await object({ reason: 'Charge 5555-5555-5555-4444 first.' })).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: '/reason' }] },
      })
      expect(await object({})).toMatchObject({ status: 200 })
      expect(await object({})).toMatchObject({
        status: 409,
        body: { type: '/problems/transfer-closed', state: 'objected' },
      })
    })
  },
})
