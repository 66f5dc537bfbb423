import { customerRecord } from '../../shared/customers/records.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import { membershipOf, partnerNotFound, partnerView, setAdmins } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { joinPartner, leavePartner, organizationsOf, stranger } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(setPartnerAdmins, [partnerRecord], async ({ input, find, findAll }) => {
  const partner = await find(partnerRecord, input)
  if (!partner) throw partnerNotFound()
  const { partner: changed, joining, leaving } = setAdmins(partner, input.admins)
  const details = { partnerId: partner.partnerId }

  const joined = async (email: EmailAddress) => {
    const known = await find(personRecord, { email })
    const person = known ?? stranger(email)
    const customers = await findAll(
      customerRecord,
      organizationsOf(person).map(({ customerId }) => ({ customerId })),
    )
    const administered = customers.filter((customer) => customer !== undefined)
    const admin = joinPartner(person, membershipOf(changed), administered)
    return personChanged(known, admin, { action: 'partner-membership.granted', details })
  }
  const left = async (email: EmailAddress) => {
    const known = await find(personRecord, { email })
    const former = leavePartner(known ?? stranger(email))
    return personChanged(known, former, { action: 'partner-membership.ended', details })
  }
  return {
    answer: partnerView(changed, partner.version + 1),
    changes: [
      partnerRecord.replace(partner, changed, {
        action: 'partner-admins.set',
        details: { joining, leaving },
      }),
      ...(await Promise.all([...joining.map(joined), ...leaving.map(left)])),
    ],
  }
})
