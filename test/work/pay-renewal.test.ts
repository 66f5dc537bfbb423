import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as announce } from '../../functions/billing/announce-renewals.ts'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retry } from '../../functions/billing/retry-payments.ts'
import { world } from '../../functions/outside/world.ts'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { graceEndDueRecord, paymentRetryDueRecord, renewalDueRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { renewalPaymentId } from '../../shared/payments/records.ts'
import * as arrange from '../support/arrange.ts'
import type { Handler } from '../support/describe/call.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import type { Fault } from '../support/faults/faults.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { effects } from '../support/table/effects.ts'
import { difference, masked } from '../support/table/difference.ts'
import { useTestTable } from '../support/table/test-table.ts'
import {
  about,
  changeBilling,
  day,
  endMapping,
  renewing,
  RENEWAL,
  unpaid,
  type Renewing,
} from '../billing/renewing.ts'

const COMMIT = 'TransactWriteItems'
const MINUTE_MS = 60_000
const provider = usePaymentProvider()

/** What is due, the job that does it, and the shape of its due item where that is settled as it was read. */
interface Work {
  readonly handler: Handler
  readonly arrange: () => Promise<unknown>
  readonly due?: string
}

const tried = 'pm_card_chargeCustomerFail'
const WORK: Readonly<Record<string, Work>> = {
  'charges a renewal': { handler: renew, arrange: () => renewing() },
  'charges a yearly renewal to the customer’s card': {
    handler: renew,
    arrange: () => renewing({ payPeriod: 'yearly', cardType: 'CC' }),
  },
  'finds the card of a renewal declined': {
    handler: renew,
    arrange: () => renewing({ card: tried }),
    due: 'DUE#renewal',
  },
  'finds no card for a renewal': {
    handler: renew,
    arrange: async () => arrange.withoutCard((await renewing()).customer),
    due: 'DUE#renewal',
  },
  'lets a cancelled subscription fall': {
    handler: renew,
    arrange: () => renewing({ scheduled: { plan: 'free' } }),
    due: 'DUE#renewal',
  },
  'renews without a charge': {
    handler: renew,
    arrange: async () => changeBilling(await renewing(), { carried: -3_960 }),
  },
  'moves a renewal that is due too early': {
    handler: renew,
    arrange: async () => {
      const { customer } = await renewing({}, plusMillis(RENEWAL, -MINUTE_MS))
      await arrange.commit(renewalDueRecord.put({ id: customer.customerId, dueAt: await arrange.now() }))
    },
    due: 'DUE#renewal',
  },
  'charges a renewal that was past due': {
    handler: retry,
    arrange: async () => arrange.withCard((await unpaid()).customer),
  },
  'finds a card declined again': { handler: retry, arrange: () => unpaid({ card: tried }) },
  'lets a subscription fall as its grace has ended': {
    handler: endGrace,
    arrange: () => unpaid({}, day(15)),
  },
  'moves the end of a grace that is due too early': {
    handler: endGrace,
    arrange: async () => {
      const { customer } = await unpaid()
      await arrange.commit(graceEndDueRecord.put({ id: customer.customerId, dueAt: day(1) }))
    },
    due: 'DUE#grace-end',
  },
  'announces a renewal': {
    handler: announce,
    arrange: () => renewing({ payPeriod: 'yearly' }, day(-7)),
    due: 'DUE#renewal-notice',
  },
  'resolves the charge of a renewal': { handler: resolve, arrange: () => renewing({ pending: 'renewal' }) },
  'resolves a charge that was declined': {
    handler: resolve,
    arrange: () => renewing({ pending: 'renewal', card: tried }),
  },
  'resolves the charge of a purchase during a trial': {
    handler: resolve,
    arrange: async () => {
      await arrange.advanceClockTo(RENEWAL)
      const { partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true, trial: true })
      await arrange.withCard(customer)
      await arrange.changeBegun(customer, { licences: 20 }, await arrange.now())
    },
  },
}

describe('the work on what is due for subscriptions', () => {
  const table = useTestTable()
  const { realMs } = world
  const begun = async ({ handler, arrange: arranged }: Work) => {
    vi.restoreAllMocks()
    await table.clear()
    await table.arranged(arranged)
    if (handler === resolve) vi.spyOn(world, 'realMs').mockImplementation(() => realMs() + MINUTE_MS)
    return () => run(handler)
  }

  for (const [title, work] of Object.entries(WORK)) proveWrites(title, table, () => begun(work), work.due)

  describe.each(Object.entries(WORK))('that %s', (_title, work) => {
    const effectOf = async (...faults: Fault[]) => {
      const act = await begun(work)
      const before = await table.items()
      table.proxy.failNext(COMMIT, ...faults)
      await act()
      table.proxy.reset()
      const after = await table.items()
      expectWholeChains(after)
      return masked({ effect: difference(before, after), called: [] })
    }
    let undisturbed: ReturnType<typeof effectOf> | undefined
    it.each<[string, Fault[]]>([
      ['every acknowledgement is lost', Array<Fault>(15).fill('lost-acknowledgement')],
      [
        'the table is contended, then the acknowledgement lost',
        ['conflict', 'in-progress', 'lost-acknowledgement'],
      ],
    ])('R45 takes effect exactly once when %s', async (_name, faults) => {
      const expected = await (undisturbed ??= effectOf())
      expect(await effectOf(...faults)).toEqual(expected)
    })
  })

  describe('while something else happens', () => {
    beforeEach(() => {
      vi.restoreAllMocks()
      vi.spyOn(console, 'log').mockReturnValue(undefined)
    })

    const arranged = async (of: () => Promise<Renewing> = renewing) => {
      await table.clear()
      return table.arranged(of)
    }
    const own = ({ customer }: Renewing) => about(table, customer)
    const chargesOf = ({ customer: { customerId } }: Renewing) =>
      provider.intents(renewalPaymentId({ customerId, periodStart: '2031-02-15', attempt: 1 }))
    /** Runs a job, and does something before its n-th commit reaches the table. */
    const meanwhile = async (nth: number, act: () => Promise<unknown>, handler: Handler = renew) => {
      let held = table.proxy.holdNext(COMMIT)
      const running = run(handler)
      await held.arrived
      for (let passed = 1; passed < nth; passed += 1) {
        const next = table.proxy.holdNext(COMMIT)
        held.release()
        held = next
        await held.arrived
      }
      await withoutRecording(act)
      held.release()
      await running
      table.proxy.reset()
    }
    const touch = async ({ customer: { customerId } }: Renewing) => {
      const { customer } = await arrange.storedAccount(customerId)
      const event = { action: 'customer.updated' } as const
      await arrange.commit(customerRecord.replace(customer, { ...customer, country: 'BR' }, event))
    }

    it('R45 is not charged as it was read where the customer changed before the intent, but by the next run', async () => {
      const renewal = await arranged()
      await meanwhile(1, () => touch(renewal))
      expect(chargesOf(renewal)).toEqual([])
      await run(renew)
      expect(chargesOf(renewal)).toHaveLength(1)
      expect((await own(renewal)).customer).toMatchObject({
        country: 'BR',
        subscription: { renewalDate: '2031-03-15' },
      })
    })

    it('R45 is not announced as it was read where the customer changed meanwhile, but by the next run', async () => {
      const renewal = await arranged(() => renewing({ payPeriod: 'yearly' }, day(-7)))
      await meanwhile(1, () => touch(renewal), announce)
      expect(await effects(table)).toEqual([])
      await run(announce)
      expect(await effects(table)).toMatchObject([{ mail: 'renewal-announced' }])
    })

    it('R45 is not tried again as it was read where that was put off meanwhile', async () => {
      const renewal = await arranged(unpaid)
      const { payments } = await own(renewal)
      const { customerId: id } = renewal.customer
      const later = paymentRetryDueRecord.put({ id, dueAt: day(3) })
      await meanwhile(1, () => arrange.commit(later), retry)
      expect((await own(renewal)).payments).toEqual(payments)
    })

    it('R45 is recorded though the customer changed during the charge', async () => {
      const renewal = await arranged()
      await meanwhile(2, () => touch(renewal))
      expect(await own(renewal)).toMatchObject({
        customer: { country: 'BR', subscription: { renewalDate: '2031-03-15' } },
        payments: [{ state: 'succeeded' }, { state: 'succeeded' }],
      })
    })

    it('R14 R47 is the sale of the partner at the intent, who may lose the customer during the charge', async () => {
      const renewal = await arranged()
      await meanwhile(2, () => arrange.moveCustomer(renewal.customer.customerId))
      const { partnerId } = renewal.partner
      const { customer, billing, payments, ledger } = await own(renewal)
      expect(customer.partnerId).not.toBe(partnerId)
      expect(payments.at(-1)).toMatchObject({ state: 'succeeded', partnerId })
      expect(ledger.at(-1)).toMatchObject({ partnerId })
      expect(billing.revenues).toEqual({ [partnerId]: 6_400 })
    })

    it('R16 R45 is recorded though the mapping ended during the charge: what was paid for runs to its end', async () => {
      const renewal = await arranged()
      await meanwhile(2, () => endMapping(renewal))
      expect((await own(renewal)).customer.subscription).toMatchObject({
        renewalDate: '2031-03-15',
        endsAt: '2031-03-15T00:00:00.000Z',
      })
    })

    it('R37 R45 falls to free at once where the mapping ended during a charge that is declined', async () => {
      const renewal = await arranged(() => renewing({ card: tried }))
      await meanwhile(2, () => endMapping(renewal))
      const { customer, payments, dues } = await own(renewal)
      expect(customer.subscription).toMatchObject({ plan: 'free' })
      expect(payments.at(-1)).toMatchObject({ state: 'declined' })
      expect(dues).toEqual({})
    })

    it('R45 leaves nothing of a dunning where the mapping ended during a retry that is declined', async () => {
      const renewal = await arranged(() => unpaid({ card: tried }))
      await meanwhile(2, () => endMapping(renewal), retry)
      const { customer, dues } = await own(renewal)
      expect(customer.subscription).toMatchObject({ plan: 'free' })
      expect(dues).toEqual({})
    })

    it.each(['lost-before', 'lost-after'] as const)(
      'R45 leaves a charge open whose answer is lost, and asks for it no second time: %s',
      async (fault) => {
        const renewal = await arranged()
        provider.fail({ fault, times: 2 })
        await Promise.all([run(renew), run(renew)])
        await run(renew)
        const { customer, payments, dues } = await own(renewal)
        expect(chargesOf(renewal)).toHaveLength(fault === 'lost-after' ? 1 : 0)
        expect(payments.at(-1)).toMatchObject({ state: 'pending', purpose: 'renewal' })
        expect(customer.subscription).toMatchObject({ plan: 'standard', paymentPending: true })
        expect(Object.keys(dues)).toEqual(['payment-resolve'])
      },
    )

    it('R45 works in the shards that its schedule names', async () => {
      const renewal = await arranged()
      const items = await table.items()
      const due = items.find(({ pk }) => pk.startsWith('DUE#renewal#'))
      const shard = Number(String(due?.['duePk']).split('#').at(-1))
      const other = (shard + 1) % 8
      await run(renew, { shards: { first: other, last: other } })
      expect(chargesOf(renewal)).toEqual([])
      await run(renew, { shards: { first: shard, last: shard } })
      expect(chargesOf(renewal)).toHaveLength(1)
    })
  })
})
