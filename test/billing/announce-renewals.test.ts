import { describe, expect, it } from 'vitest'
import { handler as announce } from '../../functions/billing/announce-renewals.ts'
import { renewalNoticeDueRecord } from '../../shared/billing/records.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import {
  about,
  day,
  endMapping,
  mailsOf,
  removeCustomer,
  renewing,
  RENEWAL,
  type Renewing,
} from './renewing.ts'

type Wanted = Parameters<typeof renewing>[0]

describe('announceRenewals', () => {
  const table = useMemoryTable()
  const yearly = (wanted: Wanted = {}, at = day(-7)) => renewing({ payPeriod: 'yearly', ...wanted }, at)
  const threeTimes = async () => {
    await Promise.all([run(announce), run(announce)])
    await run(announce)
  }
  const announced = async () => (await mailsOf(table)).filter(({ mail }) => mail === 'renewal-announced')
  const raising = async ({ customer }: Renewing) =>
    arrange.changeBegun(customer, { licences: 500 }, await arrange.now())
  const noticeOf = async ({ customer }: Renewing) => (await about(table, customer)).dues['renewal-notice']

  it('R45 announces a yearly renewal to the partner whose card pays, 7 days before, once, with what it will cost', async () => {
    const arranged = await yearly({}, plusMillis(day(-7), -60_000))
    await threeTimes()
    expect(await announced()).toEqual([])
    expect(await noticeOf(arranged)).toBe(day(-7))
    await arrange.advanceClockTo(day(-7))
    await threeTimes()
    await arrange.advanceClockTo(day(-3))
    await threeTimes()
    const { organizationName, domain } = arranged.customer
    expect(await announced()).toEqual([
      {
        to: arranged.partner.partnerId,
        mail: 'renewal-announced',
        words: {
          organizationName,
          domain,
          plan: 'standard',
          licences: 10,
          charge: 'USD 28800',
          renewsAt: RENEWAL,
        },
      },
    ])
    expect(await noticeOf(arranged)).toBeUndefined()
  })

  it('R44 R45 announces what it will cost by the terms of its partner', async () => {
    await yearly({
      of: await arrange.partner({ terms: { discountBps: 1_750, holdDays: 10, threshold: 4_000 } }),
    })
    await threeTimes()
    expect(await announced()).toMatchObject([{ words: { charge: 'USD 29700' } }])
  })

  it('R45 announces it to the super admin whose organisation pays, with what is scheduled', async () => {
    const arranged = await yearly({ cardType: 'CC', scheduled: { licences: 4 } })
    await threeTimes()
    expect(await announced()).toMatchObject([
      { to: arranged.superAdmin.email, words: { licences: 4, charge: 'USD 14400' } },
    ])
  })

  it('R45 announces it to the partner where no card is on file', async () => {
    const arranged = await yearly({ cardType: 'CC' })
    await arrange.withoutCard(arranged.customer)
    await threeTimes()
    expect(await announced()).toMatchObject([{ to: arranged.partner.partnerId }])
  })

  it('R45 announces no renewal a second time that is raised within its last days', async () => {
    const arranged = await yearly()
    await threeTimes()
    const payment = await raising(arranged)
    await arrange.recorded(payment, { outcome: 'succeeded', intent: 'pi_made_up' })
    expect((await about(table, arranged.customer)).customer.subscription.licences).toBe(500)
    expect(await noticeOf(arranged)).toBeUndefined()
    await threeTimes()
    expect(await announced()).toHaveLength(1)
  })

  it.each<[string, (arranged: Renewing) => Promise<unknown>, Wanted?]>([
    ['is cancelled', () => Promise.resolve(), { scheduled: { plan: 'free' } }],
    ['has no partner', endMapping],
    ['is paid by the month', () => Promise.resolve(), { payPeriod: 'monthly' }],
    ['has passed', () => arrange.advanceClockTo(RENEWAL)],
    ['is of a customer that was removed', removeCustomer],
  ])('R45 announces nothing that %s', async (_how, act, wanted) => {
    const arranged = await yearly(wanted)
    await arrange.commit(renewalNoticeDueRecord.put({ id: arranged.customer.customerId, dueAt: day(-7) }))
    await act(arranged)
    await threeTimes()
    expect(await announced()).toEqual([])
    expect(await noticeOf(arranged)).toBeUndefined()
  })

  it('R45 waits while the outcome of a charge is not known', async () => {
    const arranged = await yearly()
    await raising(arranged)
    await threeTimes()
    expect(await announced()).toEqual([])
    expect(await noticeOf(arranged)).toBe(day(-7))
  })
})
