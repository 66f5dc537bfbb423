import * as z from 'zod'
import { Terms, termsView, termsWith } from '../commission/terms.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Language, Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { Address, Expertise, StoredCompany } from './company.ts'
import type { Confirmation } from '../people/confirmation.ts'
import type { PartnerMembership } from '../people/person.ts'

const MOST_ADMINS = 20
const MOST_ADMIN_CHANGES = 24

/** A reseller whose application was approved; the memberships of its admins are in their own person items. */
export const Partner = z.object({
  partnerId: PartnerId,
  applicationId: ApplicationId,
  status: z.enum(['active', 'deactivated']),
  /** Why it was deactivated. */
  statusReason: Paragraph(500).optional(),
  company: StoredCompany,
  address: Address,
  expertise: z.array(Expertise).min(1),
  language: Language,
  admins: z.array(EmailAddress).min(1).max(MOST_ADMINS),
  /** Absent where nothing else than the default is agreed (R44). */
  terms: Terms.optional(),
  createdAt: Instant,
})
export type Partner = z.infer<typeof Partner>

/** A partner as staff and its own admins see it, with the version that this is. */
export const partnerView = (partner: Partner, version: number) => ({
  ...Partner.parse(partner),
  terms: termsView(termsWith(partner), 'USD'),
  version,
})

/** A line of the partner list. */
export const partnerLine = ({ partnerId, company, address, status, expertise, createdAt }: Partner) => ({
  partnerId,
  companyName: company.name,
  country: address.country,
  status,
  expertise,
  createdAt,
})

/** All admins of a partner, at least one and at most 20 (R9). */
export const PartnerAdmins = z
  .array(EmailAddress)
  .min(1, 'a partner keeps at least one admin')
  .max(MOST_ADMINS)
  .refine((emails) => new Set(emails).size === emails.length, 'names somebody twice')

export const partnerAlreadyDeactivated = /* @__PURE__ */ problem('partner-already-deactivated', {
  kind: 'conflict',
  title: 'The partner is deactivated already',
  advice: 'Nothing is left to do.',
})
export const partnerAlreadyActive = /* @__PURE__ */ problem('partner-already-active', {
  kind: 'conflict',
  title: 'The partner is active already',
  advice: 'Nothing is left to do.',
})
export const partnerNotFound = /* @__PURE__ */ problem('partner-not-found', {
  kind: 'missing',
  title: 'There is no such partner',
  advice: 'Choose a partner from the list.',
})

export const tooManyAdminChanges = /* @__PURE__ */ problem(
  'too-many-admin-changes',
  {
    kind: 'invalid',
    title: 'Too many people join or leave at once',
    advice: 'Make the change in two steps.',
  },
  { most: /* @__PURE__ */ z.int() },
)

export const lastAdminAwaitsReplacement = /* @__PURE__ */ problem('last-admin-awaits-replacement', {
  kind: 'conflict',
  title: 'The last admin of the partner stays until another one is confirmed',
  advice: 'Keep one of the present admins on the list until the new person is confirmed.',
})

/** Refuses the partner everywhere, from this commit on (R8). */
export const deactivate = (partner: Partner, reason: string): Partner => {
  if (partner.status === 'deactivated') throw partnerAlreadyDeactivated()
  return { ...partner, status: 'deactivated', statusReason: reason }
}

/** Admits the partner again (R8). */
export const reactivate = ({ statusReason: _past, ...partner }: Partner): Partner => {
  if (partner.status === 'active') throw partnerAlreadyActive()
  return { ...partner, status: 'active' }
}

/** What the gate of a member needs to know about the partner, its name and its terms. */
export const membershipOf = ({
  partnerId,
  status,
  expertise,
  company,
  terms,
}: Partner): PartnerMembership => ({
  partnerId,
  status,
  workplace: expertise.includes('workplace'),
  companyName: company.name,
  ...(terms ? { terms } : {}),
})

/** Agrees other terms with the partner; they count from the next charge on (R44, R47, R48). */
export const agree = (partner: Partner, terms: Terms): Partner => ({ ...partner, terms })

/** Who is to join and who leaves, at most 24 together so that it stays one commit (R9). */
export const adminChange = (partner: Partner, admins: Partner['admins']) => {
  const joining = admins.filter((email) => !partner.admins.includes(email))
  const leaving = partner.admins.filter((email) => !admins.includes(email))
  if (joining.length + leaving.length > MOST_ADMIN_CHANGES)
    throw tooManyAdminChanges({ most: MOST_ADMIN_CHANGES })
  return { joining, leaving }
}

/** The partner with those of the wanted admins who are admins already or are confirmed; refuses that nobody is left (R9, R64). */
export const setAdmins = (
  partner: Partner,
  wanted: Partner['admins'],
  confirmed: readonly EmailAddress[],
): Partner => {
  const admins = wanted.filter((email) => partner.admins.includes(email) || confirmed.includes(email))
  if (admins.length === 0) throw lastAdminAwaitsReplacement()
  return { ...partner, admins }
}

/** Names the request of new admins of a partner. */
export const adminsRequested = ({ partnerId }: Pick<Partner, 'partnerId'>) =>
  ({ act: 'set-partner-admins', subject: partnerId }) as const

/** The people who become admins when a second member of support confirms it (R64). */
export const PendingAdmin = z
  .strictObject({ email: EmailAddress, requestedAt: Instant, lapsesAt: Instant })
  .meta({ id: 'PendingAdmin' })

/** Those whom a waiting request is about, as staff see them. */
export const pendingAdmins = (request: Confirmation | undefined): z.input<typeof PendingAdmin>[] =>
  request
    ? request.people.map((email) => ({
        email,
        requestedAt: request.requestedAt,
        lapsesAt: request.lapsesAt,
      }))
    : []

/** A new partner as an approval makes it (R7). */
export const createPartner = (
  described: Omit<Partner, 'status' | 'createdAt' | 'statusReason'>,
  at: Instant,
): Partner => ({
  ...described,
  status: 'active',
  createdAt: at,
})
