import * as z from 'zod'
import { TERMS_VERSION } from '../shared/applications/application.ts'
import { type ApiCall, callApi, tokenFor } from './call.ts'
import type { Laptop } from './laptop.ts'
import { DEMO_PARTNER, FIRST_STAFF_MEMBER, REVIEWER } from './people.ts'

const Application = z.object({ applicationId: z.string(), submittedAt: z.string() })
const Customer = z.object({ customerId: z.string() })
export type Customer = z.infer<typeof Customer>
const Verification = z.object({
  records: z.array(z.object({ method: z.string(), name: z.string(), value: z.string() })),
})
const Verified = z.object({ verified: z.literal(true) })
const Code = z.object({ code: z.string() })
const Clock = z.object({ aheadMs: z.number() })

const DAY_MS = 86_400_000

/** A step of the clock, after which a monthly subscription has renewed and the commission of the period before is released. */
export const MONTH_DAYS = 31
/** How many such steps the demo's partner has sold for. */
export const MONTHS = 12
/** How far the clock is ahead when the demo ends. */
export const END_DAYS = MONTHS * MONTH_DAYS

/** The languages of mails by country; English elsewhere. */
const LANGUAGES: Readonly<Record<string, string>> = { TH: 'th', BR: 'pt-BR', PT: 'pt-BR' }

const applicationOf = (email: string, name: string, city: string, country: string) => ({
  company: { name, email, phone: '+6621234567' },
  address: { street: '1 Demo Road', city, country },
  primaryExpertise: 'workplace',
  experience: 'Ten years of moving small companies to hosted mail and documents.',
  partnershipPlan: 'Twenty customers in the first year, with first-line support in their language.',
  language: 'en',
  acceptedTerms: TERMS_VERSION,
})

export const customerOf = (
  domain: string,
  organizationName: string,
  firstName: string,
  lastName: string,
  country: string,
  mailbox = firstName.toLowerCase(),
) => ({
  domain,
  organizationName,
  superAdmin: { firstName, lastName, email: `${mailbox}@${domain}` },
  country,
  language: LANGUAGES[country] ?? 'en',
})

/** A test card of the local payment provider. */
export const card = (cardType: 'RC' | 'CC', paymentMethod = 'pm_card_visa') => ({ cardType, paymentMethod })

/** What people do at a laptop, over HTTP. Each step has a fixed idempotency key, so that a seeding that was killed goes on where it stopped. */
export const stepsAt = ({ addresses, dns, runSchedules }: Laptop) => {
  const post = <S extends z.ZodType>(as: string, path: string, body: unknown, step: string, answer: S) =>
    call({ as, method: 'POST', path, body, idempotencyKey: `demo-${step}`, answer })
  // A seeding is over long before a token is.
  const tokens = new Map<string, string>()
  const tokenOf = async (email: string): Promise<string> => {
    const token = tokens.get(email) ?? (await tokenFor(addresses.issuer, { email }))
    tokens.set(email, token)
    return token
  }
  const call = async <S extends z.ZodType>(asked: ApiCall<S>) =>
    callApi(addresses, { ...asked, token: await tokenOf(asked.as) })
  const clock = { as: FIRST_STAFF_MEMBER, path: '/clock', answer: Clock } as const

  const apply = (email: string, name: string, city: string, country: string) =>
    post(email, '/applications', applicationOf(email, name, city, country), `apply-${email}`, Application)
  const approve = async (email: string, name: string): Promise<void> => {
    const { applicationId } = await apply(email, name, 'Bangkok', 'TH')
    const path = `/staff/applications/${applicationId}/approval`
    await post(REVIEWER, path, undefined, `approve-${email}`, z.unknown())
  }
  const reject = async (email: string, name: string): Promise<void> => {
    const { applicationId } = await apply(email, name, 'Manaus', 'BR')
    const path = `/staff/applications/${applicationId}/rejection`
    const decision = {
      reason: 'needs-more-detail',
      note: 'Please tell us whom you have moved to hosted mail.',
    }
    await post(REVIEWER, path, decision, `reject-${email}`, z.unknown())
  }
  const withdraw = async (email: string, name: string): Promise<void> => {
    const { applicationId } = await apply(email, name, 'Osaka', 'JP')
    await post(
      email,
      `/applications/${applicationId}/withdrawal`,
      undefined,
      `withdraw-${email}`,
      z.unknown(),
    )
  }
  const add = (as: string, customer: ReturnType<typeof customerOf>, more: object = {}) =>
    post(as, '/customers', { ...customer, ...more }, `add-${customer.domain}`, Customer)
  const verify = async (as: string, { customerId }: Customer): Promise<void> => {
    const path = `/console/customers/${customerId}/domain/verification`
    const { records } = await call({ as, method: 'GET', path, answer: Verification })
    for (const { method, name, value } of records) if (method === 'TXT') dns.set(name, 'TXT', value)
    await call({ as, method: 'POST', path, body: { method: 'TXT' }, answer: Verified })
  }
  const sell = (
    { customerId }: Customer,
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
  const buy = async (customer: ReturnType<typeof customerOf>, subscription: object): Promise<Customer> => {
    const added = await add(DEMO_PARTNER, customer)
    await verify(DEMO_PARTNER, added)
    await sell(added, 'subscription', subscription, `buy-${customer.domain}`)
    return added
  }
  const manage = async (
    as: string,
    { customerId }: Customer,
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
  const revoke = ({ customerId }: Customer, superAdmin: string) => {
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
  const map = async ({ customerId }: Customer, superAdmin: string, to: string): Promise<void> => {
    const { code } = await post(to, '/partner/code', undefined, `code-${superAdmin}-${to}`, Code)
    const path = `/organizations/${customerId}/partner`
    await post(superAdmin, path, { code }, `map-${superAdmin}-${to}`, z.unknown())
  }

  /** Moves the clock on until it is so many days ahead, unless it is already, and runs the schedules once, or those of some functions: what they leave to do is done the next time. */
  const passUntil = async (days: number, functionNames?: readonly string[]): Promise<void> => {
    const { aheadMs } = await call({ ...clock, method: 'GET' })
    const by = days - Math.round(aheadMs / DAY_MS)
    if (by > 0) await call({ ...clock, method: 'POST', body: { by: `P${by}D` } })
    await runSchedules(functionNames)
  }
  /** The date so many days after the demo ends, counted from when its partner applied: the same one where a seeding goes on later. */
  const dateAfterEnd = async (days: number): Promise<string> => {
    const { submittedAt } = await apply(DEMO_PARTNER, 'Demo Partner', 'Bangkok', 'TH')
    return new Date(Date.parse(submittedAt) + (END_DAYS + days) * DAY_MS).toISOString().slice(0, 10)
  }
  return {
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
  }
}

/** The steps at a laptop. */
export type Steps = ReturnType<typeof stepsAt>
