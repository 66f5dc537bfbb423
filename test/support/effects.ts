import * as z from 'zod'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { MailEffect } from '../../shared/notifications/outbox.ts'
import type { TestTable } from './test-table.ts'

const Entry = z.object({ action: z.string() })
const Queued = z.object({ effect: MailEffect })

/** The actions in the audit chain of a subject, oldest first. */
export const auditActions = async (table: TestTable, subject: string): Promise<string[]> =>
  (await table.items()).filter(({ pk }) => pk === `AUDIT#${subject}`).map((item) => Entry.parse(item).action)

/** The mails to somebody that wait in the outbox. */
export const mailsTo = async (table: TestTable, email: EmailAddress): Promise<MailEffect[]> =>
  (await table.items())
    .filter(({ pk }) => pk.startsWith('OUTBOX#'))
    .flatMap((item) => Queued.safeParse(item).data?.effect ?? [])
    .filter(({ to }) => to === email)
