import { describe, expect, it } from 'vitest'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { graceEndDueRecord } from '../../shared/billing/records.ts'
import { effectivePlan } from '../../shared/customers/customer.ts'
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
  unpaid,
  type Renewing,
} from './renewing.ts'

describe('endGrace', () => {
  const table = useMemoryTable()
  const own = ({ customer }: Renewing) => about(table, customer)
  const threeTimes = async () => {
    await Promise.all([run(endGrace), run(endGrace)])
    await run(endGrace)
  }

  it.each(['declined', 'no-profile', 'authentication-required'] as const)(
    'R37 R45 lets it fall to free 15 days after the renewal, once, and mails both sides: %s',
    async (dunning) => {
      const arranged = await unpaid({ dunning }, plusMillis(day(15), -60_000))
      await threeTimes()
      expect((await own(arranged)).customer.subscription).toMatchObject({ plan: 'standard', pastDue: true })
      await arrange.advanceClockTo(day(15))
      await threeTimes()
      const { customer, billing, dues, actions } = await own(arranged)
      const { partnerId } = arranged.partner
      expect(customer.subscription).toMatchObject({ plan: 'free', licences: 5, everCharged: true })
      expect(customer.subscription).not.toHaveProperty('endsAt')
      expect(billing).not.toHaveProperty('dunning')
      expect(dues).toEqual({})
      expect(actions.filter((action) => action === 'subscription.fell-to-free')).toHaveLength(1)
      expect((await mailsOf(table)).map(({ to, mail, words }) => [mail, to, words['plan']])).toEqual(
        expect.arrayContaining([
          ['fell-to-free', arranged.superAdmin.email, 'standard'],
          ['fell-to-free', partnerId, 'standard'],
        ]),
      )
      expect(await mailsOf(table)).toHaveLength(2)
    },
  )

  it('R37 R45 reads as free from then on, if no job ever ran', async () => {
    const arranged = await unpaid({}, day(15))
    const { customer } = await own(arranged)
    expect(effectivePlan(customer, day(15))).toMatchObject({ plan: 'free' })
    expect(effectivePlan(customer, plusMillis(day(15), -1))).toMatchObject({ plan: 'standard' })
  })

  it('R45 lets nothing fall while a payment is pending', async () => {
    const arranged = await renewing({ pending: 'renewal' }, day(20))
    const { customerId: id } = arranged.customer
    await arrange.commit(graceEndDueRecord.put({ id, dueAt: day(15) }))
    const before = table.items()
    await threeTimes()
    expect(table.items()).toEqual(before)
    const { customer } = await own(arranged)
    expect(effectivePlan(customer, day(20))).toMatchObject({ plan: 'standard' })
  })

  it('R45 ends at once without a partner', async () => {
    const arranged = await unpaid()
    await endMapping(arranged)
    await arrange.commit(graceEndDueRecord.put({ id: arranged.customer.customerId, dueAt: day(1) }))
    await threeTimes()
    const { customer, dues } = await own(arranged)
    expect(customer.subscription).toMatchObject({ plan: 'free' })
    expect(dues).toEqual({})
  })

  it('R45 moves what is due too early, and finishes what is due of nothing any more', async () => {
    const early = await unpaid()
    await arrange.commit(graceEndDueRecord.put({ id: early.customer.customerId, dueAt: day(1) }))
    await threeTimes()
    expect((await own(early)).dues).toMatchObject({ 'grace-end': day(15) })
    await arrange.advanceClockTo(day(15))
    await removeCustomer(early)
    await threeTimes()
    expect((await own(early)).dues).not.toHaveProperty('grace-end')
    expect(await mailsOf(table)).toEqual([])
  })
})
