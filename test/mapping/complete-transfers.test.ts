import { describe, expect, it } from 'vitest'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as complete } from '../../functions/mapping/complete-transfers.ts'
import { handler as keep } from '../../functions/mapping/decide-transfer.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { decideTransfer } from '../../shared/mapping/contract.ts'
import { transferDueRecord, transferRecord } from '../../shared/mapping/records.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { run } from '../support/describe/run.ts'
import { auditActions, effects, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { provePromotedMeanwhile } from './promoted-meanwhile.ts'

type Waiting = Awaited<ReturnType<typeof arrange.pendingTransfer>>

describe('completeTransfers', () => {
  const table = useTestTable()
  const customerOf = ({ customer }: Waiting) => reader(world.table).get(customerRecord, customer)
  const transferOf = ({ transfer }: Waiting) => reader(world.table).get(transferRecord, transfer)
  const dueOf = async ({ transfer }: Waiting) =>
    (await table.items()).find(({ pk }) => pk === `DUE#transfer#${transfer.transferId}`)
  const dueNow = async ({ transfer }: Waiting) =>
    arrange.commit(transferDueRecord.put({ id: transfer.transferId, dueAt: await arrange.now() }))
  const threeTimes = async () => {
    await Promise.all([run(complete), run(complete)])
    await run(complete)
  }
  const told = async ({ transfer }: Waiting) =>
    (await effects(table))
      .filter((effect) => effect.kind === 'tell-support')
      .filter(({ words }) => words['transferId'] === transfer.transferId)

  it('R14 R20 completes what nobody objected to after 7 × 24 hours in one commit, once in parallel too, and never early', async () => {
    const waiting = await table.arranged(async () => {
      const arranged = await arrange.pendingTransfer()
      await arrange.advanceClock('P6DT23H')
      return arranged
    })
    const { customer, transfer, superAdmin, former, next } = waiting
    await run(complete)
    expect(await transferOf(waiting)).toMatchObject({ state: 'pending' })
    await arrange.advanceClock('PT1H')
    await threeTimes()
    const { customerId } = customer
    const { partnerId } = next.partner
    expect(await transferOf(waiting)).toMatchObject({ state: 'completed' })
    const moved = await customerOf(waiting)
    const { trial, subscription } = customer
    expect(moved).toMatchObject({ partnerId, trial, subscription, consents: 1, mappings: 1 })
    expect(moved.verification.code).not.toBe(customer.verification.code)
    expect(moved).not.toHaveProperty('transferId')
    const items = await table.items()
    expect(items.filter(({ sk }) => sk === `ROW#${customerId}`).map(({ pk }) => pk)).toEqual([
      `LISTING#${partnerId}`,
    ])
    expect(items.find(({ pk }) => pk === `ACCESS#${customerId}`)).toMatchObject({
      partnerId,
      status: 'granted',
    })
    expect(await dueOf(waiting)).toBeUndefined()
    expect(await auditActions(table, `TRANSFER#${transfer.transferId}`)).toEqual([
      'transfer.begun',
      'transfer.completed',
    ])
    const { organizationName, domain, before, after } = transfer
    const words = { organizationName, domain, before, after }
    expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'customer-moved', words }])
    expect(await mailsToPartner(table, former.partner)).toMatchObject([{ mail: 'customer-moved', words }])
    const toNext = await mailsToPartner(table, next.partner)
    expect(toNext.toSorted((one, other) => (one.mail < other.mail ? -1 : 1))).toMatchObject([
      { mail: 'card-missing', words: { organizationName, domain } },
      { mail: 'customer-moved', words },
    ])
  })

  it("R14 a former reseller's card is detached with the completion, its owner told, the new partner that no card is on file, and the next renewal goes past due; the customer's own card stays", async () => {
    const { onResellersCard, onOwnCard } = await table.arranged(async () => {
      const billed = (cardType: 'RC' | 'CC') =>
        arrange.pendingTransfer({ billed: { cardType, payPeriod: 'monthly' } })
      const waiting = { onResellersCard: await billed('RC'), onOwnCard: await billed('CC') }
      await arrange.advanceClock('P7D')
      return waiting
    })
    await threeTimes()
    const accountOf = ({ customer }: Waiting) => arrange.storedAccount(customer.customerId)
    const detached = await accountOf(onResellersCard)
    expect(detached.billing).not.toHaveProperty('profile')
    expect(detached.customer.subscription).not.toHaveProperty('cardType')
    const { customer } = await accountOf(onOwnCard)
    expect(customer.subscription).toMatchObject({ cardType: 'CC' })
    const told = async ({ partner }: Waiting['former']) =>
      (await mailsToPartner(table, partner)).map(({ mail }) => mail).toSorted()
    expect(await told(onResellersCard.former)).toEqual(['card-detached', 'customer-moved'])
    expect(await told(onResellersCard.next)).toEqual(['card-missing', 'customer-moved'])
    expect(await told(onOwnCard.former)).toEqual(['customer-moved'])
    expect(await told(onOwnCard.next)).toEqual(['customer-moved'])

    await arrange.advanceClock('P25D')
    await run(renew)
    expect((await accountOf(onResellersCard)).billing?.dunning).toMatchObject({
      reason: 'no-profile',
      attempts: 0,
    })
  })

  it.each(['new-partner-deactivated', 'partner-member-is-organization-admin'] as const)(
    'R14 R17 cancels with the reason what cannot be completed any more: %s',
    async (reason) => {
      const waiting = await table.arranged(async () => {
        const arranged = await arrange.pendingTransfer()
        const { partner } = arranged.next
        if (reason === 'new-partner-deactivated') await arrange.deactivatePartner(partner)
        else
          await arrange.setPerson(arranged.superAdmin, (person) =>
            joinPartner(person, membershipOf(partner), undefined),
          )
        await arrange.advanceClock('P7D')
        return arranged
      })
      await threeTimes()
      expect(await transferOf(waiting)).toMatchObject({ state: 'cancelled', reason })
      const { partnerId } = waiting.former.partner
      expect(await customerOf(waiting)).toMatchObject({ partnerId, mappings: 0 })
      expect(await customerOf(waiting)).not.toHaveProperty('transferId')
      expect(await dueOf(waiting)).toBeUndefined()
      const cancelled = { mail: 'transfer-cancelled', words: { cancelReason: reason } }
      expect(await mailsTo(table, waiting.superAdmin.email)).toMatchObject([cancelled])
      for (const { partner } of [waiting.former, waiting.next])
        expect(await mailsToPartner(table, partner)).toMatchObject([cancelled])
    },
  )

  it.each(['pending', 'objected'] as const)(
    'R14 completes a transfer that is %s at once when it is due as its former partner was deactivated',
    async (state) => {
      const waiting = await table.arranged(async () => {
        const arranged = await (state === 'pending' ? arrange.pendingTransfer() : arrange.objectedTransfer())
        await arrange.advanceClock('P1D')
        return arranged
      })
      await run(complete)
      expect(await transferOf(waiting)).toMatchObject({ state })
      await arrange.deactivatePartner(waiting.former.partner)
      await dueNow(waiting)
      await threeTimes()
      expect(await transferOf(waiting)).toMatchObject({ state: 'completed' })
      expect(await customerOf(waiting)).toMatchObject({ partnerId: waiting.next.partner.partnerId })
      expect(await dueOf(waiting)).toBeUndefined()
    },
  )

  it('R14 waits on where the former partner is active again before the run', async () => {
    const waiting = await table.arranged(async () => {
      const arranged = await arrange.pendingTransfer()
      await dueNow(arranged)
      return arranged
    })
    await run(complete)
    expect(await transferOf(waiting)).toMatchObject({ state: 'pending' })
    expect(await dueOf(waiting)).toMatchObject({ dueAt: waiting.transfer.completesAt })
  })

  /** Changes something between the decision and the commit of a run. */
  const meanwhile = async (change: () => Promise<unknown>): Promise<void> => {
    const heldCommit = table.proxy.holdNext('TransactWriteItems')
    const running = run(complete)
    await heldCommit.arrived
    await withoutRecording(change)
    heldCommit.release()
    await running
  }
  /** A transfer that alone is due. */
  const due = async (of: () => Promise<Waiting> = arrange.pendingTransfer) => {
    await table.clear()
    return table.arranged(async () => {
      const arranged = await of()
      await arrange.advanceClock('P7D')
      return arranged
    })
  }

  it('R14 cancels it where the new partner is deactivated before the commit', async () => {
    const waiting = await due()
    await meanwhile(() => arrange.deactivatePartner(waiting.next.partner))
    expect(await transferOf(waiting)).toMatchObject({ reason: 'new-partner-deactivated' })
  })

  it('R17 cancels it where an administrator joins the new partner before the commit', async () => {
    const waiting = await due()
    const membership = membershipOf(waiting.next.partner)
    await meanwhile(() =>
      arrange.setPerson(waiting.superAdmin, (person) => joinPartner(person, membership, undefined)),
    )
    expect(await transferOf(waiting)).toMatchObject({ reason: 'partner-member-is-organization-admin' })
  })

  it('R14 is decided again where the former partner is deactivated before the commit', async () => {
    const waiting = await due()
    await meanwhile(() => arrange.deactivatePartner(waiting.former.partner))
    expect(await transferOf(waiting)).toMatchObject({ state: 'completed' })
  })

  it('R14 mails support of no objection that is closed before the commit', async () => {
    const contested = await due(arrange.objectedTransfer)
    const input = { transferId: contested.transfer.transferId, decision: 'keep', note: 'The contract.' }
    const support = await arrange.staff('support')
    await meanwhile(() => call(decideTransfer, keep, support, input))
    expect(await told(contested)).toEqual([])
  })

  it('R14 mails support again about an objection after 7 days, once, and completes nothing that was objected to', async () => {
    const contested = await table.arranged(async () => {
      const arranged = await arrange.objectedTransfer()
      await arrange.advanceClock('P6DT23H')
      return arranged
    })
    await run(complete)
    expect(await told(contested)).toEqual([])
    await arrange.advanceClock('PT2H')
    await threeTimes()
    await arrange.advanceClock('P30D')
    await run(complete)
    const { organizationName, domain, before, after, transferId } = contested.transfer
    const note = 'Our contract runs until May.'
    expect(await told(contested)).toEqual([
      {
        kind: 'tell-support',
        mail: 'team-transfer-objected',
        words: { organizationName, domain, before, after, transferId, note },
      },
    ])
    expect(await transferOf(contested)).toMatchObject({ state: 'objected' })
    expect(await dueOf(contested)).toBeUndefined()
  })

  it('R14 has nothing more to do once support has decided, and finishes what is due without work', async () => {
    const contested = await table.arranged(() => arrange.objectedTransfer())
    const { transferId } = contested.transfer
    const input = { transferId, decision: 'keep', note: 'The contract.' }
    await call(decideTransfer, keep, await arrange.staff('support'), input)
    await arrange.commit(transferDueRecord.put({ id: transferId, dueAt: contested.transfer.completesAt }))
    await arrange.advanceClock('P8D')
    await run(complete)
    expect(await transferOf(contested)).toMatchObject({ state: 'kept' })
    expect(await dueOf(contested)).toBeUndefined()
    expect(await told(contested)).toEqual([])
  })

  it('does nothing when its time is up, and leaves the work to a later run', async () => {
    const waiting = await table.arranged(async () => {
      const arranged = await arrange.pendingTransfer()
      await arrange.advanceClock('P7D')
      return arranged
    })
    await run(complete, {}, 0)
    expect(await transferOf(waiting)).toMatchObject({ state: 'pending' })
    await run(complete)
    expect(await transferOf(waiting)).toMatchObject({ state: 'completed' })
  })

  const begin = (of: () => Promise<Waiting>) => async () => {
    await table.clear()
    await of()
    await arrange.advanceClock('P7D')
    return () => run(complete)
  }
  proveWrites('completes a transfer', table, begin(arrange.pendingTransfer))
  provePromotedMeanwhile(table, async () => {
    await table.clear()
    const { customer } = await arrange.pendingTransfer()
    await arrange.advanceClock('P7D')
    return { customerId: customer.customerId, act: () => run(complete) }
  })
  const pastDue = () => arrange.pendingTransfer({ billed: { dunning: 'declined' } })
  proveWrites('completes a transfer of what is past due', table, begin(pastDue))
  proveWrites('reminds support', table, begin(arrange.objectedTransfer), 'DUE#transfer')
  proveWrites(
    'puts off what is due too early',
    table,
    async () => {
      await table.clear()
      await dueNow(await arrange.pendingTransfer())
      return () => run(complete)
    },
    'DUE#transfer',
  )
})
