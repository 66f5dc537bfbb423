import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import { membershipOf, partnerNotFound, partnerView, setAdmins } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { administersNoCustomer, identified, personChanged } from '../../shared/people/changes.ts'
import { refuseOrganizationAdmin } from '../../shared/people/organization-membership.ts'
import { joinPartner, leavePartner, stranger } from '../../shared/people/person.ts'
import { personRecord, roleCountRecord, subjectRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(setPartnerAdmins, reads, async ({ partner, input, find, get, now }) => {
  const { partner: changed, joining, leaving } = setAdmins(partner, input.admins)
  const { partnerId } = partner
  const details = { partnerId }

  const joined = async (email: EmailAddress) => {
    const [known, subject, count] = await Promise.all([
      find(personRecord, { email }),
      find(subjectRecord, { email }),
      find(roleCountRecord, { email, partnerId }),
    ])
    refuseOrganizationAdmin(count)
    const { personId, newAddress } = identified({ email }, subject, () => newId(PersonId, 'per', now))
    const admin = joinPartner(known ?? stranger({ email, personId }), membershipOf(changed))
    const event = { action: 'partner-membership.granted', details } as const
    return {
      personId,
      changes: [
        // A commit that gives a role to a new address stores the address too, so that only one of two such commits succeeds.
        ...(newAddress.length > 0 ? newAddress : [administersNoCustomer(email, partnerId)]),
        personChanged(known, admin, event),
      ],
    }
  }
  const left = async (email: EmailAddress) => {
    const known = await get(personRecord, { email })
    const event = { action: 'partner-membership.ended', details } as const
    return { personId: known.personId, changes: [personChanged(known, leavePartner(known), event)] }
  }
  const [joiners, leavers] = await Promise.all([
    Promise.all(joining.map(joined)),
    Promise.all(leaving.map(left)),
  ])
  return {
    answer: partnerView(changed, partner.version + 1),
    changes: [
      partnerRecord.replace(partner, changed, {
        action: 'partner-admins.set',
        details: {
          joining: joiners.map(({ personId }) => personId),
          leaving: leavers.map(({ personId }) => personId),
        },
      }),
      ...[...joiners, ...leavers].flatMap(({ changes }) => changes),
    ],
  }
})
