import type { Access } from '../../shared/access/access.ts'
import type { Billing } from '../../shared/billing/billing.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { TransferId, type PartnerId } from '../../shared/kernel/id.ts'
import type { Problem } from '../../shared/kernel/problem.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { customerMapped, transferBegun } from '../../shared/mapping/changes.ts'
import { alreadyMapped, consent, map, mustWait, transferring } from '../../shared/mapping/mapping.ts'
import { toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { begin, transferOpen } from '../../shared/mapping/transfer.ts'
import { transferShown } from '../../shared/mapping/transfer-view.ts'
import { mail, tellPartner } from '../../shared/notifications/mail.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import { partnerName as nameOf } from '../../shared/partners/partner-name.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { isNoMember } from '../../shared/people/changes.ts'
import type { AdministratorChanges } from '../../shared/people/organization-membership.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { newId } from '../outside/new-id.ts'
import { administratorsOf } from './administrators.ts'
import { newCode } from './verification-code.ts'

interface Consenting extends Pick<ItemReader<'partner', 'administrator'>, 'find' | 'get' | 'page'> {
  readonly customer: Stored<Customer>
  readonly billing: Stored<Billing> | undefined
  readonly access: Stored<Access>
  /** Read with the customer, before the administrators are. */
  readonly administratorChanges: AdministratorChanges | undefined
  readonly now: Instant
}

/** The mails about a mapping at once, to the super admin and the admins of each partner, with before and after (R14). */
const movedMails = (customer: Customer, before: Partner | undefined, after: Partner) => {
  const { organizationName, domain } = customer
  const partnerName = after.company.name
  if (!before) {
    const words = { organizationName, domain, partnerName }
    const to = superAdminRecipient(customer)
    return [mail('customer-mapped', to, words), tellPartner('customer-mapped', after.partnerId, words)]
  }
  const words = { organizationName, domain, before: before.company.name, after: partnerName }
  return toAllSides('customer-moved', customer, { from: before.partnerId, to: after.partnerId }, words)
}

/**
 * An organisation consents to a partner: it is mapped in the same commit, or, where another active partner has it and it was paid for more
 * than 30 days, by a transfer; tag requests of others are overtaken (R14). Refuses a partner that is not active with the given problem, and
 * a member of it among the administrators (R17).
 */
export const consented = async (
  { customer, billing, access, administratorChanges, now, find, get, page }: Consenting,
  partnerId: PartnerId,
  notActive: Problem,
) => {
  const { customerId } = customer
  const [partner, present, administrators] = await Promise.all([
    get(partnerRecord, { partnerId }),
    customer.partnerId ? find(partnerRecord, { partnerId: customer.partnerId }) : undefined,
    administratorsOf({ page }, customerId),
  ])
  if (partner.status !== 'active') throw notActive
  if (customer.partnerId === partnerId) throw alreadyMapped()
  if (customer.transferId) throw transferOpen()
  const shown = { customerId, partner: nameOf(partner) }
  const isActive = partnerRecord.check({ partnerId }, { equals: { status: 'active' } }, notActive)
  const consenting = consent(customer, now)
  const overtaking = { kind: 'overtake-tag-requests', customerId } as const

  if (present && mustWait(customer, present, now)) {
    const { organizationName, domain } = customer
    const transfer = begin(
      {
        transferId: newId(TransferId, 'trf', now),
        customerId,
        domain,
        organizationName,
        from: present.partnerId,
        before: present.company.name,
        to: partnerId,
        after: partner.company.name,
      },
      now,
    )
    const { transferId, completesAt } = transfer
    return {
      answer: { ...shown, status: 'transfer-pending' as const, transfer: transferShown(transfer) },
      transfer,
      changes: [
        customerRecord.replace(customer, transferring(consenting, transferId), {
          action: 'transfer.consented',
          details: { transferId },
        }),
        ...transferBegun(transfer),
        isActive,
        ...administrators.map((administrator) => isNoMember(administrator, partnerId)),
      ],
      outbox: [
        ...toAllSides('transfer-pending', customer, transfer, { ...wordsOf(transfer), completesAt }),
        overtaking,
      ],
    }
  }
  const { changes, outbox } = customerMapped(
    { customer, billing, access, administrators, administratorChanges },
    map(consenting, partnerId, newCode()),
    now,
  )
  return {
    answer: { ...shown, status: 'mapped' as const },
    transfer: undefined,
    changes: [
      ...changes,
      isActive,
      ...(present && present.status !== 'active'
        ? [partnerRecord.check(present, { equals: { status: present.status } })]
        : []),
    ],
    outbox: [...movedMails(customer, present, partner), ...outbox, overtaking],
  }
}
