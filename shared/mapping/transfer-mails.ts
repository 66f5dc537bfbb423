import { superAdminRecipient } from '../customers/recipients.ts'
import type { Customer } from '../customers/customer.ts'
import { mail, tellAllOfSupport, tellPartner } from '../notifications/mail.ts'
import type { MailKind, MailWords } from '../notifications/mail-kind.ts'
import type { Transfer, TransferIn } from './transfer.ts'

/** What every mail about a transfer says: of which organisation it is, and the partners before and after (R14). */
export const wordsOf = ({
  organizationName,
  domain,
  before,
  after,
}: Pick<Transfer, 'organizationName' | 'domain' | 'before' | 'after'>) => ({
  organizationName,
  domain,
  before,
  after,
})

/** A mail about a move to the super admin and to the admins of both partners (R14). */
export const toAllSides = <K extends MailKind>(
  kind: K,
  customer: Customer,
  { from, to }: Pick<Transfer, 'from' | 'to'>,
  words: MailWords[K],
) => [
  mail(kind, superAdminRecipient(customer), words),
  ...[from, to].map((partnerId) => tellPartner(kind, partnerId, words)),
]

/** The mail about an objection to every member of support, at once and again after seven days (R14). */
export const objectionToSupport = (objected: TransferIn<'objected'>) =>
  tellAllOfSupport('team-transfer-objected', {
    ...wordsOf(objected),
    transferId: objected.transferId,
    note: objected.objection,
  })
