import type { Access } from '../../shared/access/access.ts'
import { granted, revoke } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { submit, TERMS_VERSION, type PartnerApplication } from '../../shared/applications/application.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { advance, programmeTime } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import { claimScheduled } from '../../shared/customers/changes.ts'
import { add, summarize, type Customer } from '../../shared/customers/customer.ts'
import { customerRecord, customerRowRecord, domainClaimRecord } from '../../shared/customers/records.ts'
import type { StaffRole } from '../../shared/kernel/caller.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { type Instant } from '../../shared/kernel/time.ts'
import { found, membershipOf, type Partner } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { administer, joinPartner, stranger, type Person } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Change, Stored } from '../../shared/table/record.ts'
import { trialScheduled } from '../../shared/trials/changes.ts'
import { trialClaimRecord } from '../../shared/trials/records.ts'
import { start } from '../../shared/trials/trial.ts'
import { world } from '../../functions/world.ts'

/** Somebody signed in, as the token says. */
export interface Somebody {
  readonly email: EmailAddress
  readonly sub: string
}

let serial = 0
const next = (): number => (serial += 1)

/** A person nobody knows yet; each call another one. */
export const somebody = (name = 'person'): Somebody => {
  const email = EmailAddress.parse(`${name}-${next()}@people.example.com`)
  return { email, sub: `sub of ${email}` }
}

/** Who the deployment names as the first member of support. */
export const firstStaffMember = (): Somebody => {
  const email = EmailAddress.parse(world.setting('FIRST_STAFF_MEMBER'))
  return { email, sub: `sub of ${email}` }
}

const ulid = (): string => world.ulid(world.realMs())

/** Programme time now. */
export const now = async (): Promise<Instant> =>
  programmeTime(await reader(world.table).find(clockRecord, undefined), world.realMs())

/** Commits changes as if some earlier operation had. */
export const commit = async (...changes: Change[]): Promise<void> => {
  const done = await commitChanges(world.table, changes, {
    at: await now(),
    actor: { kind: 'function', name: 'test' },
    commitId: ulid(),
  })
  if (!done) throw new Error('The arrangement of the test conflicts with what is in the table')
}

/** Moves the programme clock forward. */
export const advanceClock = async (by: string): Promise<void> => {
  const clock = await reader(world.table).find(clockRecord, undefined)
  const event = { action: 'clock.advanced' } as const
  const moved = advance(clock, by)
  await commit(clock ? clockRecord.replace(clock, moved, event) : clockRecord.create(moved, event))
}

const personOf = async ({ email }: Somebody): Promise<Stored<Person> | undefined> =>
  reader(world.table).find(personRecord, { email })

/** Changes what the table says of a person, who is created when new and bound to their subject. */
export const setPerson = async (who: Somebody, change: (person: Person) => Person): Promise<void> => {
  const person = await personOf(who)
  const event = { action: 'person.arranged' } as const
  const at = await now()
  const bound = await reader(world.table).find(subjectRecord, who)
  await commit(
    person
      ? personRecord.replace(person, change(person), event)
      : personRecord.create(change(stranger(who.email)), event),
    ...(bound ? [] : [subjectRecord.claim({ ...who, since: at })]),
  )
}

/** A member of the programme team. */
export const staff = async (...staffRoles: StaffRole[]): Promise<Somebody> => {
  const who = somebody(staffRoles.join('-'))
  await setPerson(who, (person) => ({ ...person, staffRoles }))
  return who
}

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

/** An accepted partner and its admins. */
export const partner = async (
  options: { workplace?: boolean; admins?: Somebody[] } = {},
): Promise<{ admin: Somebody; partner: Partner }> => {
  const admins = options.admins ?? [somebody('partner')]
  const [admin] = admins
  if (!admin) throw new Error('A partner has at least one admin')
  const { company, address, language } = form()
  const founded = found(
    {
      partnerId: PartnerId.parse(`ptr_${ulid()}`),
      applicationId: ApplicationId.parse(`app_${ulid()}`),
      company,
      address,
      language,
      expertise: options.workplace === false ? ['mail'] : ['workplace'],
      admins: admins.map(({ email }) => email),
    },
    await now(),
  )
  await commit(partnerRecord.create(founded, { action: 'partner.founded' }))
  for (const each of admins) await setPerson(each, (person) => joinPartner(person, membershipOf(founded)))
  return { admin, partner: founded }
}

/** A customer of a partner with its super admin; unverified and on free unless told. */
export const customer = async (
  ofPartner: Partner,
  options: { verified?: boolean; trial?: boolean; superAdmin?: Somebody; signedIn?: boolean } = {},
): Promise<{ customer: Stored<Customer>; superAdmin: Somebody; access: Stored<Access> }> => {
  const superAdmin = options.superAdmin ?? somebody('super-admin')
  const at = await now()
  const customerId = CustomerId.parse(`cus_${ulid()}`)
  const domain = `customer-${next()}.co.th`
  const plain = add(
    {
      customerId,
      partnerId: ofPartner.partnerId,
      domain,
      organizationName: `Customer ${next()}`,
      country: 'TH',
      language: 'en',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: superAdmin.email },
      code: '1'.repeat(39),
      ...(options.trial ? { trial: start({ plan: 'standard', licences: 10 }, at) } : {}),
    },
    at,
  )
  const added: Customer = options.verified
    ? { ...plain, verification: { ...plain.verification, verifiedAt: at, method: 'TXT' } }
    : plain
  const { partnerId } = ofPartner
  await commit(
    customerRecord.create(added, { action: 'customer.added' }),
    accessRecord.create(granted(customerId, partnerId, at), { action: 'access.granted' }),
    domainClaimRecord.claim({ domain, customerId }),
    customerRowRecord.put({ partnerId, customerId, accessStatus: 'granted', summary: summarize(added) }),
    ...(options.verified ? [] : claimScheduled(added)),
    ...(added.trial
      ? [
          ...trialScheduled(customerId, added.trial, at),
          trialClaimRecord.claim({ registrableDomain: domain, customerId, claimedAt: at }),
        ]
      : []),
  )
  await (options.signedIn === false
    ? commit(
        personRecord.create(administer(stranger(superAdmin.email), customerId, 'super-admin', partnerId), {
          action: 'person.arranged',
        }),
      )
    : setPerson(superAdmin, (person) => administer(person, customerId, 'super-admin', partnerId)))
  const stored = await reader(world.table).find(customerRecord, { customerId })
  const access = await reader(world.table).find(accessRecord, { customerId })
  if (!stored || !access) throw new Error('The arranged customer is missing')
  return { customer: stored, superAdmin, access }
}

/** Revokes the partner's access to a customer. */
export const revokeAccess = async (customerId: CustomerId): Promise<void> => {
  const access = await reader(world.table).find(accessRecord, { customerId })
  if (!access) throw new Error(`No access to revoke for ${customerId}`)
  const revoked = revoke(access, await now())
  await commit(
    accessRecord.replace(access, revoked, { action: 'access.revoked' }),
    customerRowRecord.set(access, { accessStatus: 'revoked' }),
  )
}
