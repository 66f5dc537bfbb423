import { submit, TERMS_VERSION, type PartnerApplication } from '../../../shared/applications/application.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../../shared/applications/records.ts'
import type { Terms } from '../../../shared/commission/terms.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../../../shared/kernel/id.ts'
import {
  createPartner,
  deactivate,
  membershipOf,
  reactivate,
  type Partner,
} from '../../../shared/partners/partner.ts'
import { partnerRecord } from '../../../shared/partners/records.ts'
import { joinPartner } from '../../../shared/people/person.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { setPerson, somebody, type Somebody } from './people.ts'
import { commit, now } from './time.ts'
import { newUlid } from './ulid.ts'

const ulid = newUlid

/** What an applicant fills in. */
export const form = () => ({
  company: {
    name: 'Siam Cloud Co., Ltd.',
    email: EmailAddress.parse('hello@siamcloud.example.com'),
    phone: '+6621234567',
    taxId: '0105561234567',
  },
  address: { street: '1 Silom Road', city: 'Bangkok', postalCode: '10500', country: 'TH' },
  primaryExpertise: 'workplace' as const,
  experience: 'Ten years of rolling out office suites in Thailand.',
  partnershipPlan: 'Fifty customers in the first year.',
  language: 'en' as const,
})

/** An application under review, and its applicant. */
export const application = async (
  applicant: Somebody = somebody('applicant'),
): Promise<{ applicant: Somebody; application: PartnerApplication }> => {
  const submitted = submit(
    {
      ...form(),
      applicationId: ApplicationId.parse(`app_${ulid()}`),
      applicant: applicant.email,
      acceptedTerms: TERMS_VERSION,
    },
    await now(),
  )
  const { applicationId, dueAt } = submitted
  await commit(
    applicationRecord.create(submitted, { action: 'application.submitted' }),
    applicationReviewDueRecord.put({ id: applicationId, dueAt }),
  )
  await setPerson(applicant, (person) => ({
    ...person,
    applications: [...person.applications, applicationId],
    openApplicationId: applicationId,
  }))
  return { applicant, application: submitted }
}

/** The terms of a partner with whom nothing else is agreed, as they are shown. */
export const USUAL_TERMS = { discountBps: 2_000, holdDays: 30, threshold: { currency: 'USD', minor: 10_000 } }

/** An accepted partner and its admins. */
export const partner = async (
  options: { workplace?: boolean; admins?: Somebody[]; terms?: Terms } = {},
): Promise<{ admin: Somebody; partner: Partner }> => {
  const admins = options.admins ?? [somebody('partner')]
  const [admin] = admins
  if (!admin) throw new Error('A partner has at least one admin')
  const { company, address, language } = form()
  const created = createPartner(
    {
      partnerId: PartnerId.parse(`ptr_${ulid()}`),
      applicationId: ApplicationId.parse(`app_${ulid()}`),
      company,
      address,
      language,
      expertise: options.workplace === false ? ['mail'] : ['workplace'],
      admins: admins.map(({ email }) => email),
      ...(options.terms ? { terms: options.terms } : {}),
    },
    await now(),
  )
  await commit(partnerRecord.create(created, { action: 'partner.created' }))
  for (const each of admins)
    await setPerson(each, (person) => joinPartner(person, membershipOf(created), undefined))
  return { admin, partner: created }
}

/** Deactivates a partner, whose admins' memberships stay as they are. */
export const deactivatePartner = async ({ partnerId }: Pick<Partner, 'partnerId'>): Promise<void> => {
  const partner = await reader(world.table).get(partnerRecord, { partnerId })
  const event = { action: 'partner.deactivated' } as const
  await commit(partnerRecord.replace(partner, deactivate(partner, 'Out of business'), event))
}

/** Admits a partner again, whose admins' memberships stay as they are. */
export const reactivatePartner = async ({ partnerId }: Pick<Partner, 'partnerId'>): Promise<void> => {
  const partner = await reader(world.table).get(partnerRecord, { partnerId })
  const event = { action: 'partner.reactivated' } as const
  await commit(partnerRecord.replace(partner, reactivate(partner), event))
}
