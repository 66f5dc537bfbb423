import * as z from 'zod'
import { card, customerOf, stepsAt } from '../../../local/demo-steps.ts'
import type { Laptop } from '../../../local/laptop.ts'
import { DEMO_PARTNER, FIRST_STAFF_MEMBER, REVIEWER, SECOND_PARTNER } from '../../../local/people.ts'

/** Who uses the console in the tests. */
export const PEOPLE = {
  applicant: 'anan@siam-cloud.example',
  newcomer: 'new@nobody.example',
  /** Whose application is rejected. */
  rejected: 'rejected@nobody.example',
  /** Who has withdrawn an application. */
  withdrawn: 'withdrawn@nobody.example',
  partner: DEMO_PARTNER,
  /** A partner without customers. */
  secondPartner: SECOND_PARTNER,
  superAdmin: 'nina@example.net',
  /** Who has revoked the access of the partner. */
  revoker: 'mali@example.co.th',
  support: FIRST_STAFF_MEMBER,
  reviewer: REVIEWER,
} as const

const TRIAL = { trial: { plan: 'professional', licences: 10 } }
const MONTH_DAYS = 31
const Partners = z.object({ items: z.array(z.object({ partnerId: z.string() })) })

/** What the laptop of the tests has after `arrangeScene`. */
export interface Scene {
  readonly applicationId: string
  readonly partnerId: string
  /** On trial, and verified. */
  readonly tried: string
  readonly unverified: string
  /** By the card of the partner. */
  readonly paid: string
  /** Whose organisation has revoked the access of the partner. */
  readonly revoked: string
}

/** Appoints the reviewer of a new laptop, who approves the partner. */
export const arrangePartner = async (laptop: Laptop): Promise<void> => {
  const { call, approve } = stepsAt(laptop)
  await call({
    as: PEOPLE.support,
    method: 'PUT',
    path: `/staff/people/${encodeURIComponent(PEOPLE.reviewer)}`,
    body: { staffRoles: ['reviewer'] },
    answer: z.unknown(),
  })
  await approve(PEOPLE.partner, 'Demo Partner')
}

/** Fills a new laptop: an applicant, a partner with a customer in each state, one without customers, staff. */
export const arrangeScene = async (laptop: Laptop): Promise<Scene> => {
  const { call, apply, approve, reject, withdraw, add, verify, buy, revoke, passUntil } = stepsAt(laptop)
  const { partner, support } = PEOPLE
  await arrangePartner(laptop)
  await approve(PEOPLE.secondPartner, 'Second Partner')
  const ended = await add(partner, customerOf('example.in.th', 'In School', 'Tara', 'Meesuk', 'TH'), TRIAL)
  await verify(partner, ended)
  await passUntil(MONTH_DAYS)
  const { applicationId } = await apply(PEOPLE.applicant, 'Siam Cloud', 'Bangkok', 'TH')
  await reject(PEOPLE.rejected, 'Selva Sistemas')
  await withdraw(PEOPLE.withdrawn, 'Naniwa Soft')
  const tried = await add(partner, customerOf('example.net', 'Net Bakery', 'Nina', 'Lopes', 'BR'), TRIAL)
  await verify(partner, tried)
  const unverified = await add(
    partner,
    customerOf('a-rather-long-name-of-a-domain.example.org', 'มูลนิธิเพื่อการศึกษา', 'Omar', 'Haddad', 'TH'),
  )
  const paid = await buy(customerOf('example.it', 'It Caffè', 'Irene', 'Conti', 'IT'), {
    plan: 'standard',
    payPeriod: 'monthly',
    licences: 10,
    profile: card('RC'),
  })
  const revoked = await add(partner, customerOf('example.co.th', 'Co Trading', 'Mali', 'Srisuk', 'TH'))
  await revoke(revoked, PEOPLE.revoker)
  await call({
    as: PEOPLE.secondPartner,
    method: 'POST',
    path: '/tag-requests',
    body: { domain: 'example.net', message: 'We bake too, and know what a bakery needs.' },
    answer: z.unknown(),
  })
  await laptop.settle()
  const { items } = await call({ as: support, method: 'GET', path: '/staff/partners', answer: Partners })
  return {
    applicationId,
    partnerId: items[0]?.partnerId ?? '',
    tried: tried.customerId,
    unverified: unverified.customerId,
    paid: paid.customerId,
    revoked: revoked.customerId,
  }
}
