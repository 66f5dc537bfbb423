import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/decide-transfer.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { decideTransfer } from '../../shared/mapping/contract.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { provePromotedMeanwhile, requesting } from './promoted-meanwhile.ts'

const note = 'The contract has ended.'

const contested = async (
  decision: 'complete' | 'keep',
  given: Parameters<typeof arrange.objectedTransfer>[0] = {},
) => {
  const objected = await arrange.objectedTransfer(given)
  const { transferId } = objected.transfer
  return { as: await arrange.staff('support'), input: { transferId, decision, note }, ...objected }
}

const pastDue = () => contested('complete', { billed: { dunning: 'declined' } })

/** The same once its grace is over, which no job has recorded. */
const ended = async () =>
  contested('complete', {
    billed: { dunning: 'declined', payPeriod: 'monthly', anchor: await arrange.pastGrace() },
  })

const unableToComplete = async (obstacle: 'deactivated' | 'member') => {
  const asking = await contested('complete')
  const { partner } = asking.next
  if (obstacle === 'deactivated') await arrange.deactivatePartner(partner)
  else
    await arrange.setPerson(asking.superAdmin, (person) =>
      joinPartner(person, membershipOf(partner), undefined),
    )
  return asking
}

const byName = (mails: readonly { readonly mail: string }[]) =>
  mails.toSorted((one, other) => (one.mail < other.mail ? -1 : 1))

describeOperation(decideTransfer, handler, {
  done: {
    title:
      'R14 support completes it in the one commit of a move, with a note; all sides are told with before and after',
    arrange: () => contested('complete'),
    then: async (answer, { customer, superAdmin, transfer, former, next }, table) => {
      const { customerId } = customer
      expect(answer).toMatchObject({ state: 'completed', note, objection: 'Our contract runs until May.' })
      const { partnerId } = next.partner
      const stored = await reader(world.table).get(customerRecord, { customerId })
      const { trial, subscription } = customer
      expect(stored).toMatchObject({ partnerId, trial, subscription, consents: 1, mappings: 1 })
      expect(stored.verification.code).not.toBe(customer.verification.code)
      expect(stored).not.toHaveProperty('transferId')
      const items = await table.items()
      expect(items.filter(({ sk }) => sk === `ROW#${customerId}`).map(({ pk }) => pk)).toEqual([
        `LISTING#${partnerId}`,
      ])
      expect(items.find(({ pk }) => pk === `ACCESS#${customerId}`)).toMatchObject({
        partnerId,
        status: 'granted',
      })
      expect(items.some(({ pk }) => pk === `DUE#transfer#${transfer.transferId}`)).toBe(false)
      const roles = (of: string) =>
        items.find(({ pk, sk }) => pk === `ROLE-COUNT#${superAdmin.email}` && sk === `PARTNER#${of}`)?.[
          'roles'
        ]
      expect([roles(former.partner.partnerId), roles(partnerId)]).toEqual([0, 1])
      expect(await auditActions(table, `TRANSFER#${transfer.transferId}`)).toEqual([
        'transfer.begun',
        'transfer.objected',
        'transfer.completed',
      ])
      const { organizationName, domain, before, after } = transfer
      const words = { organizationName, domain, before, after }
      const mails = [
        { mail: 'customer-moved', words },
        { mail: 'transfer-decided', words: { ...words, outcome: 'completed', note } },
      ]
      expect(byName(await mailsTo(table, superAdmin.email))).toMatchObject(mails)
      expect(byName(await mailsToPartner(table, former.partner))).toMatchObject(mails)
      expect(byName(await mailsToPartner(table, next.partner))).toMatchObject([
        { mail: 'card-missing' },
        ...mails,
      ])
    },
  },
  otherwise: [() => contested('keep'), () => unableToComplete('deactivated'), pastDue, ended],
  refuses: {
    'transfer-not-found': async () => {
      const { as, input } = await contested('keep')
      return { as, input: { ...input, transferId: input.transferId.replace(/.{20}$/, '0'.repeat(20)) } }
    },
    'transfer-closed': async () => {
      const asking = await contested('keep')
      await call(decideTransfer, handler, asking.as, asking.input)
      return asking
    },
    'not-objected': async () => {
      const { transfer } = await arrange.pendingTransfer()
      const { as, input } = await contested('complete')
      return { as, input: { ...input, transferId: transfer.transferId } }
    },
  },
  also: (table) => {
    provePromotedMeanwhile(
      table,
      requesting(table, decideTransfer, handler, () => contested('complete')),
    )

    it("R14 a former reseller's card is detached with the completion, and its owner told", async () => {
      const { as, input, customer, former } = await table.arranged(pastDue)
      expect(await call(decideTransfer, handler, as, input)).toMatchObject({ body: { state: 'completed' } })
      const { billing } = await arrange.storedAccount(customer.customerId)
      expect(billing).not.toHaveProperty('profile')
      expect(billing?.dunning).toMatchObject({ reason: 'no-profile' })
      expect((await mailsToPartner(table, former.partner)).map(({ mail }) => mail)).toContain('card-detached')
    })

    it('R14 support keeps the organisation where it is; all sides are told with the note', async () => {
      const { as, input, customer, superAdmin, former, next } = await table.arranged(() => contested('keep'))
      expect(await call(decideTransfer, handler, as, input)).toMatchObject({
        status: 200,
        body: { state: 'kept', note },
      })
      const stored = await reader(world.table).get(customerRecord, customer)
      expect(stored).toMatchObject({ partnerId: customer.partnerId, mappings: 0 })
      expect(stored).not.toHaveProperty('transferId')
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'transfer-decided', words: { outcome: 'kept', note } },
      ])
      for (const { partner } of [former, next])
        expect(await mailsToPartner(table, partner)).toMatchObject([
          { mail: 'transfer-decided', words: { outcome: 'kept', note } },
        ])
    })

    it.each(['new-partner-deactivated', 'partner-member-is-organization-admin'] as const)(
      'R14 R17 is decided again where it cannot be completed any more at the commit: %s',
      async (reason) => {
        const { as, input, next, superAdmin } = await table.arranged(() => contested('complete'))
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const decided = call(decideTransfer, handler, as, input)
        await heldCommit.arrived
        if (reason === 'new-partner-deactivated') await arrange.deactivatePartner(next.partner)
        else
          await arrange.setPerson(superAdmin, (person) =>
            joinPartner(person, membershipOf(next.partner), undefined),
          )
        heldCommit.release()
        expect(await decided).toMatchObject({ status: 200, body: { state: 'cancelled', reason } })
      },
    )

    it('R64 the other members of support are told of the decision, and who took it', async () => {
      const { as, input, transfer } = await table.arranged(() => contested('keep'))
      await call(decideTransfer, handler, as, input)
      const { organizationName, domain, before, after } = transfer
      expect(await effects(table)).toContainEqual({
        kind: 'tell-support',
        mail: 'team-transfer-decided',
        by: as.email,
        words: { organizationName, domain, before, after, by: as.email, outcome: 'kept', note },
      })
    })

    it.each([
      ['deactivated', 'new-partner-deactivated'],
      ['member', 'partner-member-is-organization-admin'],
    ] as const)(
      'R14 R17 what cannot be completed any more is cancelled with the reason: %s',
      async (obstacle, reason) => {
        const { as, input, customer, superAdmin } = await table.arranged(() => unableToComplete(obstacle))
        expect(await call(decideTransfer, handler, as, input)).toMatchObject({
          status: 200,
          body: { state: 'cancelled', reason, note },
        })
        expect(await reader(world.table).get(customerRecord, customer)).toMatchObject({
          partnerId: customer.partnerId,
        })
        expect(byName(await mailsTo(table, superAdmin.email))).toMatchObject([
          { mail: 'transfer-cancelled', words: { cancelReason: reason } },
          { mail: 'transfer-decided', words: { outcome: 'cancelled', note } },
        ])
      },
    )

    it('R17 completes a transfer of an organisation with 20 administrators in one commit', async () => {
      const { as, input } = await table.arranged(async () => {
        const asking = await contested('complete')
        await arrange.orgAdmins(asking.customer, 19)
        return asking
      })
      const before = table.proxy.count('TransactWriteItems')
      expect(await call(decideTransfer, handler, as, input, { idempotencyKey: 'once' })).toMatchObject({
        status: 200,
        body: { state: 'completed' },
      })
      expect(table.proxy.count('TransactWriteItems') - before).toBe(1)
    })
  },
})
