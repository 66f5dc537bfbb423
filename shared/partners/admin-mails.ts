import type { EmailAddress } from '../kernel/email-address.ts'
import { mail, tellSupport } from '../notifications/mail.ts'
import type { Confirmation } from '../people/confirmation.ts'
import type { Partner } from './partner.ts'

interface AdminChange {
  readonly by: EmailAddress
  readonly added: readonly EmailAddress[]
  readonly removed: readonly EmailAddress[]
  /** The new request, if there is one. */
  readonly asking: Confirmation | undefined
}

/** The mails about a partner's admins: to each who gains or loses the right, and to the other members of support (R64). */
export const adminMails = ({ company, language }: Partner, { by, added, removed, asking }: AdminChange) => {
  const partnerName = company.name
  return [
    ...added.map((email) => mail('partner-admin-added', { email, language }, { partnerName })),
    ...removed.map((email) => mail('partner-admin-removed', { email, language }, { partnerName })),
    ...(asking
      ? [
          tellSupport('team-partner-admins-requested', by, {
            partnerName,
            added: asking.people.join(', '),
            lapsesAt: asking.lapsesAt,
          }),
        ]
      : []),
    ...(added.length + removed.length > 0
      ? [
          tellSupport('team-partner-admins-set', by, {
            partnerName,
            addedCount: added.length,
            added: added.join(', '),
            removedCount: removed.length,
            removed: removed.join(', '),
          }),
        ]
      : []),
  ]
}
