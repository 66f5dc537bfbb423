import { join } from 'node:path'
import * as z from 'zod'
import { renewSubscriptions } from '../shared/billing/contract.ts'
import { releaseCommission } from '../shared/commission/contract.ts'
import { bringCustomers } from './demo-states.ts'
import {
  addNewest,
  beginProgramme,
  bringMoving,
  fillSecondPartner,
  receiveApplicants,
  sellByCard,
  tryForAMonth,
} from './demo-scenes.ts'
import { card, customerOf, END_DAYS, MONTH_DAYS, MONTHS, stepsAt, type Steps } from './demo-steps.ts'
import { readJsonFile, writeJsonFile } from './files.ts'
import type { Laptop } from './laptop.ts'
import {
  DEMO_PARTNER,
  DUE_SOON_APPLICANT,
  FINANCE,
  OVERDUE_APPLICANT,
  SECOND_FINANCE,
  SECOND_PARTNER,
} from './people.ts'
import { untilNothingIsDue } from './rounds.ts'

/** The only schedules that have something to do while a customer pays by the month and nothing else becomes due. */
const MONTHLY = [renewSubscriptions.name, releaseCommission.name]

const Payments = z.object({ items: z.array(z.object({ paymentId: z.string() })) })
const Payout = z.object({ payoutId: z.string() })

/** Tells how far the seeding has come. */
type Report = (done: string) => void

/** A year of sales on a customer's card: one refund that takes commission back, and a payout in each state. */
const sellForAYear = async ({ call, post, buy, passUntil }: Steps, report: Report): Promise<void> => {
  const { customerId } = await buy(customerOf('example.it', 'It Caffe', 'Irene', 'Conti', 'IT'), {
    plan: 'standard',
    payPeriod: 'monthly',
    licences: 100,
    profile: card('CC'),
  })
  // The same payment, too, where a seeding goes on that was killed months later: lists begin with the newest.
  const refundFifth = async (): Promise<void> => {
    const path = `/payments?customerId=${customerId}`
    const { items } = await call({ as: DEMO_PARTNER, method: 'GET', path, answer: Payments })
    for (const { paymentId } of items.slice(-5, -4))
      await post(
        FINANCE,
        `/staff/payments/${paymentId}/refunds`,
        { amount: { currency: 'USD', minor: 10_000 }, reason: 'requested' },
        'refund',
        z.unknown(),
      )
  }
  const payOut = (minor: number, invoiceReference: string) =>
    post(
      DEMO_PARTNER,
      '/commission/payouts',
      { amount: { currency: 'USD', minor }, invoiceReference },
      `payout-${invoiceReference}`,
      Payout,
    )
  const decide = ({ payoutId }: z.infer<typeof Payout>, as: string, what: string, body?: object) =>
    post(as, `/staff/payouts/${payoutId}/${what}`, body, `${what}-${payoutId}`, z.unknown())
  for (let month = 1; month < MONTHS; month += 1) {
    await passUntil(month * MONTH_DAYS, MONTHLY)
    report(`month ${month} of ${MONTHS} of sales`)
    if (month === 3) {
      const payout = await payOut(12_000, 'INV-0001')
      await decide(payout, FINANCE, 'approval')
      await decide(payout, SECOND_FINANCE, 'payment')
    }
    if (month === 4) await refundFifth()
    if (month === 6)
      await decide(await payOut(15_000, 'INV-0002'), FINANCE, 'rejection', {
        reason: 'The invoice names another company.',
      })
    if (month === 8) await decide(await payOut(20_000, 'INV-0003'), FINANCE, 'approval')
    if (month === 11) await payOut(18_000, 'INV-0004')
  }
}

const seed = async (laptop: Laptop, report: Report): Promise<void> => {
  const steps = stepsAt(laptop)
  const { apply, map, passUntil } = steps
  // What is done at once uses different operations for the most part, or waits for the others.
  await beginProgramme(steps)
  report('staff and two partners')
  await sellForAYear(steps, report)
  // A month later the trials have ended, the renewals of what is paid by the month are declined, and what is paid moves by a transfer.
  const [moving] = await Promise.all([
    bringMoving(steps),
    tryForAMonth(steps),
    sellByCard(steps),
    bringCustomers(steps, MONTH_DAYS),
  ])
  report('customers whose trial ends, or whose card is declined')
  await passUntil(END_DAYS - 13, MONTHLY)
  await Promise.all([
    apply(OVERDUE_APPLICANT, 'Lanna Digital', 'Chiang Mai', 'TH'),
    bringCustomers(steps, 13),
  ])
  await passUntil(END_DAYS - 6)
  await Promise.all([apply(DUE_SOON_APPLICANT, 'Nuvem Norte', 'Belém', 'BR'), bringCustomers(steps, 6)])
  await passUntil(END_DAYS)
  await untilNothingIsDue(laptop.runSchedules)
  report(`month ${MONTHS} of ${MONTHS} of sales, and what ended in it`)
  await Promise.all([
    bringCustomers(steps, 0),
    map(moving, 'paulo@example.pt', SECOND_PARTNER),
    receiveApplicants(steps),
    fillSecondPartner(steps),
  ])
  report('40 customers of one partner')
  await addNewest(steps)
}

/** Fills a new laptop over HTTP, as signed-in people: staff, applicants, and three partners, two of them with customers in every state; returns whether it did. */
export const seedDemo = async (laptop: Laptop, stateDir: string, report: Report): Promise<boolean> => {
  const file = join(stateDir, 'demo.json')
  const { seeded } = readJsonFile(file, z.object({ seeded: z.boolean() }), { seeded: false })
  if (seeded) return false
  await seed(laptop, report)
  await laptop.settle()
  writeJsonFile(file, { seeded: true })
  return true
}
