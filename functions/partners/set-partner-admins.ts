import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { adminMails } from '../../shared/partners/admin-mails.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import {
  adminChange,
  adminsRequested,
  membershipOf,
  partnerNotFound,
  partnerView,
  pendingAdmins,
  setAdmins,
} from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import {
  administersNoCustomer,
  confirmationChanged,
  identified,
  personChanged,
} from '../../shared/people/changes.ts'
import { closed, isAbout, mayConfirm, requested, waiting } from '../../shared/people/confirmation.ts'
import { refuseOrganizationAdmin } from '../../shared/people/organization-membership.ts'
import { joinPartner, leavePartner, stranger, supportSinceOf } from '../../shared/people/person.ts'
import {
  confirmationRecord,
  personRecord,
  roleCountRecord,
  subjectRecord,
} from '../../shared/people/records.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serveStaff } from '../edge/serve.ts'
import { supportMembers } from '../edge/team.ts'
import { newId } from '../outside/new-id.ts'

const reads = {
  partner: partnerRecord.or(partnerNotFound),
  confirmation: confirmationRecord.keyedBy(adminsRequested),
}

export const handler = serveStaff(setPartnerAdmins, reads, async (request) => {
  const { partner, confirmation, input, caller, person, find, get, now } = request
  const { partnerId } = partner
  const first = firstStaffMember()
  const { joining, leaving } = adminChange(partner, input.admins)
  const open = waiting(confirmation, now)
  const member = { personId: caller.personId, since: supportSinceOf(caller.email, person, first) }
  const repeated = open && isAbout(open, joining) ? open : undefined
  const isConfirmed = repeated !== undefined && mayConfirm(repeated, member, now)
  const added = isConfirmed ? joining : []
  const changed = setAdmins(partner, input.admins, added)

  const joined = async (email: EmailAddress) => {
    const [known, subject, count] = await Promise.all([
      find(personRecord, { email }),
      find(subjectRecord, { email }),
      find(roleCountRecord, { email, partnerId }),
    ])
    refuseOrganizationAdmin(count)
    const { personId, newAddress } = identified({ email }, subject, () => newId(PersonId, 'per', now))
    const admin = joinPartner(known ?? stranger({ email, personId }), membershipOf(changed), first)
    const event = { action: 'partner-membership.granted', details: { partnerId } } as const
    const granted = [administersNoCustomer(email, partnerId), personChanged(known, admin, event)]
    return { personId, newAddress, granted }
  }
  const left = async (email: EmailAddress) => {
    const known = await get(personRecord, { email })
    const event = { action: 'partner-membership.ended', details: { partnerId } } as const
    return { personId: known.personId, ended: personChanged(known, leavePartner(known), event) }
  }
  const ask = async () => {
    const isAlone = (await supportMembers(request, first)).every((email) => email === caller.email)
    return requested({ ...adminsRequested(partner), people: joining }, caller.personId, isAlone, now)
  }
  const [joiners, leavers, asking] = await Promise.all([
    Promise.all(joining.map(joined)),
    Promise.all(leaving.map(left)),
    joining.length > 0 && !repeated ? ask() : undefined,
  ])
  const ids = joiners.map(({ personId }) => personId)

  const withdrawn = open && !repeated && !asking ? closed(open, 'withdrawn') : undefined
  const confirmed = isConfirmed ? closed(repeated, 'confirmed') : undefined
  const next = asking ?? withdrawn ?? confirmed
  const isChanged = added.length + leaving.length > 0
  const event = {
    action: 'partner-admins.set',
    details: { joining: isConfirmed ? ids : [], leaving: leavers.map(({ personId }) => personId) },
  } as const
  return {
    answer: {
      ...partnerView(changed, partner.version + (isChanged ? 1 : 0)),
      pending: pendingAdmins(asking ?? (isConfirmed ? undefined : repeated)),
    },
    changes: [
      ...(isChanged ? [partnerRecord.replace(partner, changed, event)] : []),
      ...(next && !isChanged ? [partnerRecord.unchanged(partner)] : []),
      ...(next ? [confirmationChanged(confirmation, next, ids)] : []),
      ...((asking ?? confirmed) ? joiners.flatMap(({ newAddress }) => newAddress) : []),
      ...(confirmed ? joiners.flatMap(({ granted }) => granted) : []),
      ...leavers.map(({ ended }) => ended),
    ],
    outbox: adminMails(partner, { by: caller.email, added, removed: leaving, asking }),
  }
})
