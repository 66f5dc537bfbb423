import { join } from 'node:path'
import * as z from 'zod'
import { renewSubscriptions } from '../shared/billing/contract.ts'
import { releaseCommission } from '../shared/commission/contract.ts'
import { bringCustomers } from './demo-states.ts'
import { card, customerOf, END_DAYS, MONTH_DAYS, MONTHS, stepsAt, type Steps } from './demo-steps.ts'
import { readJsonFile, writeJsonFile } from './files.ts'
import type { Laptop } from './laptop.ts'
import {
  APPLICANT,
  DEMO_PARTNER,
  DUE_SOON_APPLICANT,
  FINANCE,
  FIRST_STAFF_MEMBER,
  NEW_PARTNER,
  OVERDUE_APPLICANT,
  REJECTED_APPLICANT,
  REVIEWER,
  SECOND_FINANCE,
  SECOND_PARTNER,
  SECOND_SUPPORT,
  WITHDRAWN_APPLICANT,
} from './people.ts'
import { untilNothingIsDue } from './rounds.ts'

const STAFF = [
  [REVIEWER, ['reviewer']],
  [SECOND_SUPPORT, ['support']],
  [FINANCE, ['finance']],
  [SECOND_FINANCE, ['finance']],
] as const

const trial = { plan: 'professional', licences: 10 }
const monthly = { plan: 'standard', payPeriod: 'monthly' }

/** The only schedules that have something to do while a customer pays by the month and nothing else becomes due. */
const MONTHLY = [renewSubscriptions.name, releaseCommission.name]

const Payments = z.object({ items: z.array(z.object({ paymentId: z.string() })) })
const Payout = z.object({ payoutId: z.string() })

/** Tells how far the seeding has come. */
type Report = (done: string) => void

/** A year of sales on a customer's card: one refund that takes commission back, and a payout in each state. */
const sellForAYear = async ({ call, post, buy, passUntil }: Steps, report: Report): Promise<void> => {
  const { customerId } = await buy(customerOf('example.it', 'It Caffe', 'Irene', 'Conti', 'IT'), {
    ...monthly,
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
  const {
    call,
    post,
    apply,
    approve,
    reject,
    withdraw,
    add,
    verify,
    sell,
    buy,
    manage,
    revoke,
    bringIn,
    map,
    passUntil,
    dateAfterEnd,
  } = steps

  for (const [email, staffRoles] of STAFF) {
    const path = `/staff/people/${encodeURIComponent(email)}`
    await call({ as: FIRST_STAFF_MEMBER, method: 'PUT', path, body: { staffRoles }, answer: z.unknown() })
  }
  await approve(DEMO_PARTNER, 'Demo Partner')
  await approve(SECOND_PARTNER, 'Second Partner')
  report('staff and two partners')
  await sellForAYear(steps, report)
  const paid = { plan: 'standard', licences: 25, payPeriod: 'yearly', renewalDate: await dateAfterEnd(169) }
  const moving = await bringIn(customerOf('example.pt', 'Pt Studio', 'Paulo', 'Costa', 'PT'), paid)
  await map(moving, 'paulo@example.pt', DEMO_PARTNER)
  const tried = customerOf('example.in.th', 'In School', 'Tara', 'Meesuk', 'TH')
  await verify(SECOND_PARTNER, await add(SECOND_PARTNER, tried, { trial }))
  const downgraded = await buy(customerOf('example.fr', 'Fr Atelier', 'Flora', 'Martin', 'FR'), {
    plan: 'professional',
    licences: 10,
    profile: card('RC'),
  })
  await sell(downgraded, 'subscription', { plan: 'standard' }, 'downgrade')
  const unpaid = await buy(customerOf('example.es', 'Es Clinica', 'Elena', 'Ruiz', 'ES'), {
    ...monthly,
    licences: 5,
    profile: card('CC'),
  })
  await sell(unpaid, 'payment-profile', card('CC', 'pm_card_chargeCustomerFail'), 'declining-card')
  // A month later the trials have ended, the renewals of what is paid by the month are declined, and what is paid moves by a transfer.
  await bringCustomers(steps, MONTH_DAYS)
  report('customers whose trial ends, or whose card is declined')
  await passUntil(END_DAYS - 13, MONTHLY)
  await apply(OVERDUE_APPLICANT, 'Lanna Digital', 'Chiang Mai', 'TH')
  await bringCustomers(steps, 13)
  await passUntil(END_DAYS - 6)
  await apply(DUE_SOON_APPLICANT, 'Nuvem Norte', 'Belém', 'BR')
  await bringCustomers(steps, 6)
  await passUntil(END_DAYS)
  await untilNothingIsDue(laptop.runSchedules)
  await map(moving, 'paulo@example.pt', SECOND_PARTNER)
  report(`month ${MONTHS} of ${MONTHS} of sales, and what ended in it`)

  await bringCustomers(steps, 0)
  report('40 customers of one partner')
  await approve(NEW_PARTNER, 'New Partner')
  await apply(APPLICANT, 'Siam Cloud', 'Bangkok', 'TH')
  await reject(REJECTED_APPLICANT, 'Rio Sistemas')
  await withdraw(WITHDRAWN_APPLICANT, 'Naniwa Soft')
  const trying = customerOf('example.net', 'Net Bakery', 'Nina', 'Lopes', 'BR')
  const managed = await add(DEMO_PARTNER, trying, { trial })
  await verify(DEMO_PARTNER, managed)
  await manage(DEMO_PARTNER, managed, ['Bruno Alves', 'Clara Dias'], trying.domain)
  await add(DEMO_PARTNER, customerOf('example.org', 'Org Foundation', 'Omar', 'Haddad', 'TH'))
  const revoking = await add(DEMO_PARTNER, customerOf('example.co.th', 'Co Trading', 'Mali', 'Srisuk', 'TH'))
  await revoke(revoking, 'mali@example.co.th')

  await add(SECOND_PARTNER, customerOf('example.com.br', 'Com Loja', 'Rita', 'Souza', 'BR'))
  const asking = await add(SECOND_PARTNER, customerOf('example.or.th', 'Or Clinic', 'Olga', 'Petch', 'TH'), {
    trial,
  })
  await verify(SECOND_PARTNER, asking)
  const wish = { plan: 'standard', licences: 10, payPeriod: 'yearly', message: 'We grow. Which price?' }
  const requests = `/organizations/${asking.customerId}/subscription-requests`
  await post('olga@example.or.th', requests, wish, 'wish', z.unknown())
  const left = await bringIn(customerOf('example.co.uk', 'Co Library', 'Carl', 'Brown', 'GB'), {
    ...paid,
    plan: 'professional',
  })
  await map(left, 'carl@example.co.uk', SECOND_PARTNER)
  await revoke(left, 'carl@example.co.uk')
  await bringIn(customerOf('example.de', 'De Workshop', 'Dora', 'Klein', 'DE'), {
    plan: 'free',
    licences: 5,
  })
  const courting = { domain: 'example.de', message: 'We met at the fair.' }
  await post(SECOND_PARTNER, '/tag-requests', courting, 'tag', z.unknown())
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
