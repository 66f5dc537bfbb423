import { join } from 'node:path'
import * as z from 'zod'
import { TERMS_VERSION } from '../shared/applications/application.ts'
import { type ApiCall, callApi } from './call.ts'
import { readJsonFile, writeJsonFile } from './files.ts'
import type { Laptop } from './laptop.ts'
import {
  APPLICANT,
  DEMO_PARTNER,
  FIRST_STAFF_MEMBER,
  REVIEWER,
  SECOND_PARTNER,
  SECOND_SUPPORT,
} from './people.ts'
import { untilNothingIsDue } from './rounds.ts'

const Application = z.object({ applicationId: z.string() })
const Customer = z.object({ customerId: z.string() })
const Verification = z.object({
  records: z.array(z.object({ method: z.string(), name: z.string(), value: z.string() })),
})
const Verified = z.object({ verified: z.literal(true) })
const Code = z.object({ code: z.string() })
const Clock = z.object({ realNow: z.string(), aheadMs: z.number() })

const STAFF = [
  [REVIEWER, ['reviewer']],
  [SECOND_SUPPORT, ['support']],
] as const

const applicationOf = (email: string, name: string, city: string, country: string) => ({
  company: { name, email, phone: '+6621234567' },
  address: { street: '1 Demo Road', city, country },
  primaryExpertise: 'workplace',
  experience: 'Ten years of moving small companies to hosted mail and documents.',
  partnershipPlan: 'Twenty customers in the first year, with first-line support in their language.',
  language: 'en',
  acceptedTerms: TERMS_VERSION,
})

const customerOf = (
  domain: string,
  organizationName: string,
  firstName: string,
  lastName: string,
  country: string,
) => ({
  domain,
  organizationName,
  superAdmin: { firstName, lastName, email: `${firstName.toLowerCase()}@${domain}` },
  country,
  language: 'en',
})

const trial = { plan: 'professional', licences: 10 }
const card = (cardType: 'RC' | 'CC', paymentMethod = 'pm_card_visa') => ({ cardType, paymentMethod })
const monthly = { plan: 'standard', licences: 5, payPeriod: 'monthly' }

/** More than the days after which what is paid moves by a transfer, and a month, after which a monthly subscription renews. */
const PAID_DAYS = 31
const DAY_MS = 86_400_000

// Each step has a fixed idempotency key, so that a seeding that was killed goes on where it stopped.
const seed = async ({ addresses, dns, runSchedules }: Laptop): Promise<void> => {
  const post = <S extends z.ZodType>(as: string, path: string, body: unknown, step: string, answer: S) =>
    call({ as, method: 'POST', path, body, idempotencyKey: `demo-${step}`, answer })
  const call = <S extends z.ZodType>(asked: ApiCall<S>) => callApi(addresses, asked)
  const clock = { as: FIRST_STAFF_MEMBER, path: '/clock', answer: Clock } as const

  const apply = (email: string, name: string, city: string, country: string) =>
    post(email, '/applications', applicationOf(email, name, city, country), `apply-${email}`, Application)
  const approve = async (email: string, name: string): Promise<void> => {
    const { applicationId } = await apply(email, name, 'Bangkok', 'TH')
    const path = `/staff/applications/${applicationId}/approval`
    await post(REVIEWER, path, undefined, `approve-${email}`, z.unknown())
  }
  const add = (as: string, customer: ReturnType<typeof customerOf>, more: object = {}) =>
    post(as, '/customers', { ...customer, ...more }, `add-${customer.domain}`, Customer)
  const verify = async (as: string, { customerId }: z.infer<typeof Customer>): Promise<void> => {
    const path = `/console/customers/${customerId}/domain/verification`
    const { records } = await call({ as, method: 'GET', path, answer: Verification })
    for (const { method, name, value } of records) if (method === 'TXT') dns.set(name, 'TXT', value)
    await call({ as, method: 'POST', path, body: { method: 'TXT' }, answer: Verified })
  }
  const sell = (
    { customerId }: z.infer<typeof Customer>,
    what: 'subscription' | 'payment-profile',
    body: object,
    step: string,
  ) =>
    call({
      as: DEMO_PARTNER,
      method: 'PUT',
      path: `/store/customers/${customerId}/${what}`,
      body,
      idempotencyKey: `demo-${step}`,
      ifMatch: '*',
      answer: z.unknown(),
    })
  const buy = async (
    customer: ReturnType<typeof customerOf>,
    subscription: object,
  ): Promise<z.infer<typeof Customer>> => {
    const added = await add(DEMO_PARTNER, customer)
    await verify(DEMO_PARTNER, added)
    await sell(added, 'subscription', subscription, `buy-${customer.domain}`)
    return added
  }
  const manage = async (
    as: string,
    { customerId }: z.infer<typeof Customer>,
    names: readonly string[],
    domain: string,
  ): Promise<void> => {
    const session = `/console/customers/${customerId}/management-session`
    await call({ as, method: 'POST', path: session, body: { reason: 'First users' }, answer: z.unknown() })
    const users = names.map((name) => {
      const [firstName = '', lastName = ''] = name.split(' ')
      return { email: `${firstName.toLowerCase()}@${domain}`, firstName, lastName }
    })
    await post(as, `/organizations/${customerId}/users`, { users }, `users-${customerId}`, z.unknown())
  }
  const revoke = ({ customerId }: z.infer<typeof Customer>, superAdmin: string) => {
    const path = `/organizations/${customerId}/partner-access/revocation`
    return post(superAdmin, path, { reason: 'We look after ourselves' }, `revoke-${superAdmin}`, z.unknown())
  }
  const bringIn = (customer: ReturnType<typeof customerOf>, subscription: object) =>
    post(
      FIRST_STAFF_MEMBER,
      '/staff/organizations',
      { ...customer, ...subscription, reason: 'Customer of the vendor for years' },
      `import-${customer.domain}`,
      Customer,
    )
  const map = async (
    { customerId }: z.infer<typeof Customer>,
    superAdmin: string,
    to: string,
  ): Promise<void> => {
    const { code } = await post(to, '/partner/code', undefined, `code-${superAdmin}-${to}`, Code)
    const path = `/organizations/${customerId}/partner`
    await post(superAdmin, path, { code }, `map-${superAdmin}-${to}`, z.unknown())
  }

  const dateIn = (days: number, from: string): string =>
    new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)

  for (const [email, staffRoles] of STAFF) {
    const path = `/staff/people/${encodeURIComponent(email)}`
    await call({ as: FIRST_STAFF_MEMBER, method: 'PUT', path, body: { staffRoles }, answer: z.unknown() })
  }
  await approve(DEMO_PARTNER, 'Demo Partner')
  await approve(SECOND_PARTNER, 'Second Partner')
  const { realNow, aheadMs } = await call({ ...clock, method: 'GET' })
  const paid = { plan: 'standard', licences: 25, payPeriod: 'yearly', renewalDate: dateIn(200, realNow) }
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
  await buy(customerOf('example.it', 'It Caffe', 'Irene', 'Conti', 'IT'), {
    ...monthly,
    profile: card('CC'),
  })
  const unpaid = await buy(customerOf('example.es', 'Es Clinica', 'Elena', 'Ruiz', 'ES'), {
    ...monthly,
    profile: card('CC'),
  })
  await sell(unpaid, 'payment-profile', card('CC', 'pm_card_chargeCustomerFail'), 'declining-card')
  // 31 days later the trial has ended, what is paid by the month has been renewed or declined, and what is paid moves by a transfer.
  if (aheadMs < PAID_DAYS * DAY_MS) await call({ ...clock, method: 'POST', body: { by: `P${PAID_DAYS}D` } })
  await untilNothingIsDue(runSchedules)
  await map(moving, 'paulo@example.pt', SECOND_PARTNER)

  await apply(APPLICANT, 'Siam Cloud', 'Bangkok', 'TH')
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

/** Fills a new laptop over HTTP, as signed-in people: staff, an applicant, and two partners with customers in every state; returns whether it did. */
export const seedDemo = async (laptop: Laptop, stateDir: string): Promise<boolean> => {
  const file = join(stateDir, 'demo.json')
  const { seeded } = readJsonFile(file, z.object({ seeded: z.boolean() }), { seeded: false })
  if (seeded) return false
  await seed(laptop)
  await laptop.settle()
  writeJsonFile(file, { seeded: true })
  return true
}
