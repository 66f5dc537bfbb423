import { join } from 'node:path'
import * as z from 'zod'
import { TERMS_VERSION } from '../shared/applications/application.ts'
import { type ApiCall, callApi } from './call.ts'
import { readJsonFile, writeJsonFile } from './files.ts'
import type { Laptop } from './laptop.ts'
import { APPLICANT, DEMO_PARTNER, FIRST_STAFF_MEMBER, REVIEWER, SECOND_SUPPORT } from './people.ts'

const Application = z.object({ applicationId: z.string() })
const Customer = z.object({ customerId: z.string() })
const Verification = z.object({
  records: z.array(z.object({ method: z.string(), name: z.string(), value: z.string() })),
})
const Verified = z.object({ verified: z.literal(true) })

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

// Each step has a fixed idempotency key, so that a seeding that was killed goes on where it stopped.
const seed = async ({ addresses, dns }: Laptop): Promise<void> => {
  const post = <S extends z.ZodType>(as: string, path: string, body: unknown, step: string, answer: S) =>
    call({ as, method: 'POST', path, body, idempotencyKey: `demo-${step}`, answer })
  const call = <S extends z.ZodType>(asked: ApiCall<S>) => callApi(addresses, asked)

  const apply = (email: string, name: string, city: string, country: string) =>
    post(email, '/applications', applicationOf(email, name, city, country), `apply-${email}`, Application)
  const verify = async (customerId: string): Promise<void> => {
    const path = `/console/customers/${customerId}/domain/verification`
    const { records } = await call({ as: DEMO_PARTNER, method: 'GET', path, answer: Verification })
    for (const { method, name, value } of records) if (method === 'TXT') dns.set(name, 'TXT', value)
    await call({ as: DEMO_PARTNER, method: 'POST', path, body: { method: 'TXT' }, answer: Verified })
  }
  const add = (customer: ReturnType<typeof customerOf>, more: object = {}) =>
    post(DEMO_PARTNER, '/customers', { ...customer, ...more }, `add-${customer.domain}`, Customer)

  for (const [email, staffRoles] of STAFF) {
    const path = `/staff/people/${encodeURIComponent(email)}`
    await call({ as: FIRST_STAFF_MEMBER, method: 'PUT', path, body: { staffRoles }, answer: z.unknown() })
  }
  await apply(APPLICANT, 'Siam Cloud', 'Bangkok', 'TH')
  const { applicationId } = await apply(DEMO_PARTNER, 'Demo Partner', 'Bangkok', 'TH')
  const approval = `/staff/applications/${applicationId}/approval`
  await post(REVIEWER, approval, undefined, 'approve', z.unknown())

  const trying = await add(customerOf('example.net', 'Net Bakery', 'Nina', 'Lopes', 'BR'), { trial })
  await verify(trying.customerId)
  await add(customerOf('example.org', 'Org Foundation', 'Omar', 'Haddad', 'TH'))
  const revoking = await add(customerOf('example.co.th', 'Co Trading', 'Mali', 'Srisuk', 'TH'))
  const revocation = `/organizations/${revoking.customerId}/partner-access/revocation`
  await post('mali@example.co.th', revocation, { reason: 'We look after ourselves' }, 'revoke', z.unknown())
}

/** Fills a new laptop over HTTP, as signed-in people: staff, an applicant, and a partner with three customers (on trial, not verified, revoked); returns whether it did. */
export const seedDemo = async (laptop: Laptop, stateDir: string): Promise<boolean> => {
  const file = join(stateDir, 'demo.json')
  const { seeded } = readJsonFile(file, z.object({ seeded: z.boolean() }), { seeded: false })
  if (seeded) return false
  await seed(laptop)
  await laptop.cloud.drain()
  writeJsonFile(file, { seeded: true })
  return true
}
