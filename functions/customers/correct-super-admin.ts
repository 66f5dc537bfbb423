import { customerChanged } from '../../shared/customers/changes.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { correctSuperAdmin as correct, customerView, isVerified } from '../../shared/customers/customer.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { countedToday } from '../../shared/notifications/changes.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import {
  identified,
  organizationRoleEnded,
  organizationRoleGranted,
  personRenamed,
  neverSignedIn,
} from '../../shared/people/changes.ts'
import { organizationMembershipRecord, personRecord, subjectRecord } from '../../shared/people/records.ts'
import { hasSignedIn } from '../../shared/people/subject.ts'
import { refuseHeld } from '../../shared/users/address.ts'
import { superAdminCorrected } from '../../shared/users/changes.ts'
import { userAddressRecord } from '../../shared/users/records.ts'
import { firstMailCounted } from '../edge/daily-mails.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'
import { superAdminIn } from '../edge/super-admin.ts'
import { newId } from '../outside/new-id.ts'
import { world } from '../outside/world.ts'

export const handler = servePartnerOnCustomer(
  correctSuperAdmin,
  async ({ customer, input, find, findAll, get, now }) => {
    const { customerId, ...superAdmin } = input
    const { organizationName, domain, superAdmin: present } = customer
    const isAnother = superAdmin.email !== present.email
    const [[former, known], person, role, partner, user, address] = await Promise.all([
      findAll(subjectRecord, [present, superAdmin]),
      find(personRecord, superAdmin),
      find(organizationMembershipRecord, { email: superAdmin.email, customerId }),
      get(partnerRecord, customer),
      isVerified(customer) ? superAdminIn({ find, get }, customer) : undefined,
      isVerified(customer) ? find(userAddressRecord, { customerId, address: superAdmin.email }) : undefined,
    ])
    if (!former) throw new Error('A super admin is not known by any id')
    const corrected = correct(customer, superAdmin, hasSignedIn(former))
    if (isAnother) refuseHeld(address)
    const next = identified(superAdmin, known, () => newId(PersonId, 'per', now))
    const admin = {
      email: superAdmin.email,
      personId: next.personId,
      role: 'super-admin',
      since: now,
    } as const
    const partnerName = partner.company.name
    return {
      answer: customerView(corrected, customer.version + 1, now),
      changes: [
        ...customerChanged(customer, corrected, {
          action: 'super-admin.corrected',
          details: { from: former.personId, to: next.personId },
        }),
        neverSignedIn(present),
        ...(user ? superAdminCorrected(user, superAdmin, address, { now, realMs: world.realMs() }) : []),
        ...(isAnother
          ? [
              ...next.newAddress,
              ...organizationRoleEnded(present, customer),
              ...organizationRoleGranted(admin, person, customer, role),
              ...firstMailCounted(
                { personId: next.personId, subject: known, partnerId: customer.partnerId },
                now,
              ),
              countedToday('corrections', customerId, MOST_A_DAY.corrections, now, world.realMs()),
            ]
          : [personRenamed(former.personId, superAdmin)]),
      ],
      outbox: isAnother
        ? [mail('customer-added', superAdminRecipient(corrected), { organizationName, domain, partnerName })]
        : [],
    }
  },
)
