import * as z from 'zod'
import { card, customerOf, type Customer, type Steps } from './demo-steps.ts'
import {
  APPLICANT,
  DEMO_PARTNER,
  FINANCE,
  FIRST_STAFF_MEMBER,
  NEW_PARTNER,
  REJECTED_APPLICANT,
  REVIEWER,
  SECOND_FINANCE,
  SECOND_PARTNER,
  SECOND_SUPPORT,
  WITHDRAWN_APPLICANT,
} from './people.ts'

const STAFF = [
  [REVIEWER, ['reviewer']],
  [SECOND_SUPPORT, ['support']],
  [FINANCE, ['finance']],
  [SECOND_FINANCE, ['finance']],
] as const

const trial = { plan: 'professional', licences: 10 }

const paid = async ({ dateAfterEnd }: Steps) => ({
  plan: 'standard',
  licences: 25,
  payPeriod: 'yearly',
  renewalDate: await dateAfterEnd(169),
})

const employStaff = async ({ call }: Steps): Promise<void> => {
  for (const [email, staffRoles] of STAFF) {
    const path = `/staff/people/${encodeURIComponent(email)}`
    await call({ as: FIRST_STAFF_MEMBER, method: 'PUT', path, body: { staffRoles }, answer: z.unknown() })
  }
}

/** Staff, and the two partners that sell: they apply meanwhile. */
export const beginProgramme = async (steps: Steps): Promise<void> => {
  const { apply, approve } = steps
  await Promise.all([employStaff(steps), apply(DEMO_PARTNER, 'Demo Partner', 'Bangkok', 'TH')])
  await approve(DEMO_PARTNER, 'Demo Partner')
  await approve(SECOND_PARTNER, 'Second Partner')
}

/** A customer that the vendor had before, mapped to the demo's partner. */
export const bringMoving = async (steps: Steps): Promise<Customer> => {
  const { bringIn, map } = steps
  const moving = await bringIn(
    customerOf('example.pt', 'Pt Studio', 'Paulo', 'Costa', 'PT'),
    await paid(steps),
  )
  await map(moving, 'paulo@example.pt', DEMO_PARTNER)
  return moving
}

/** A trial of the second partner that ends in the month. */
export const tryForAMonth = async ({ add, verify }: Steps): Promise<void> => {
  const tried = customerOf('example.in.th', 'In School', 'Tara', 'Meesuk', 'TH')
  await verify(SECOND_PARTNER, await add(SECOND_PARTNER, tried, { trial }))
}

/** Two customers who pay by card: one with a downgrade to come, one whose card is declined from now on. */
export const sellByCard = async ({ buy, sell }: Steps): Promise<void> => {
  const downgraded = await buy(customerOf('example.fr', 'Fr Atelier', 'Flora', 'Martin', 'FR'), {
    plan: 'professional',
    licences: 10,
    profile: card('RC'),
  })
  await sell(downgraded, 'subscription', { plan: 'standard' }, 'downgrade')
  const unpaid = await buy(customerOf('example.es', 'Es Clinica', 'Elena', 'Ruiz', 'ES'), {
    plan: 'standard',
    payPeriod: 'monthly',
    licences: 5,
    profile: card('CC'),
  })
  await sell(unpaid, 'payment-profile', card('CC', 'pm_card_chargeCustomerFail'), 'declining-card')
}

/** Applicants on the last day: one who becomes a partner without customers, one who waits, one rejected, one who withdrew. */
export const receiveApplicants = async ({ apply, approve, reject, withdraw }: Steps): Promise<void> => {
  await approve(NEW_PARTNER, 'New Partner')
  await apply(APPLICANT, 'Siam Cloud', 'Bangkok', 'TH')
  await reject(REJECTED_APPLICANT, 'Rio Sistemas')
  await withdraw(WITHDRAWN_APPLICANT, 'Naniwa Soft')
}

/** The customers that the demo's partner adds last: one in a management session, one to verify, one that has revoked its access. */
export const addNewest = async ({ add, verify, manage, revoke }: Steps): Promise<void> => {
  const trying = customerOf('example.net', 'Net Bakery', 'Nina', 'Lopes', 'BR')
  const managed = await add(DEMO_PARTNER, trying, { trial })
  await verify(DEMO_PARTNER, managed)
  await manage(DEMO_PARTNER, managed, ['Bruno Alves', 'Clara Dias'], trying.domain)
  await add(DEMO_PARTNER, customerOf('example.org', 'Org Foundation', 'Omar', 'Haddad', 'TH'))
  const revoking = await add(DEMO_PARTNER, customerOf('example.co.th', 'Co Trading', 'Mali', 'Srisuk', 'TH'))
  await revoke(revoking, 'mali@example.co.th')
}

/** The customers of the second partner on the last day, and one that it asks for. */
export const fillSecondPartner = async (steps: Steps): Promise<void> => {
  const { post, add, verify, bringIn, map, revoke } = steps
  await add(SECOND_PARTNER, customerOf('example.com.br', 'Com Loja', 'Rita', 'Souza', 'BR'))
  const asking = await add(SECOND_PARTNER, customerOf('example.or.th', 'Or Clinic', 'Olga', 'Petch', 'TH'), {
    trial,
  })
  await verify(SECOND_PARTNER, asking)
  const wish = { plan: 'standard', licences: 10, payPeriod: 'yearly', message: 'We grow. Which price?' }
  const requests = `/organizations/${asking.customerId}/subscription-requests`
  await post('olga@example.or.th', requests, wish, 'wish', z.unknown())
  const left = await bringIn(customerOf('example.co.uk', 'Co Library', 'Carl', 'Brown', 'GB'), {
    ...(await paid(steps)),
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
