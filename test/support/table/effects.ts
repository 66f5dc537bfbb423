import * as z from 'zod'
import type { EmailAddress } from '../../../shared/kernel/email-address.ts'
import type { PartnerId } from '../../../shared/kernel/id.ts'
import { Effect } from '../../../shared/notifications/outbox.ts'
import type { Inspected } from './inspected.ts'

const Entry = z.object({ action: z.string() })
const Queued = z.object({ effect: Effect })

/** The actions in the audit chain of a subject, oldest first. */
export const auditActions = async (table: Inspected, subject: string): Promise<string[]> =>
  (await table.items()).filter(({ pk }) => pk === `AUDIT#${subject}`).map((item) => Entry.parse(item).action)

/** Every effect in the outbox. */
export const effects = async (table: Inspected): Promise<Effect[]> =>
  (await table.items())
    .filter(({ pk, sk }) => pk.startsWith('OUTBOX#') && sk === 'ENTRY')
    .map((item) => Queued.parse(item).effect)

/** The mails to somebody in the outbox. */
export const mailsTo = async (table: Inspected, email: EmailAddress) =>
  (await effects(table)).filter((effect) => effect.kind === 'mail').filter(({ to }) => to === email)

/** What the admins of a partner are to be mailed, in the outbox. */
export const mailsToPartner = async (table: Inspected, { partnerId }: { readonly partnerId: PartnerId }) =>
  (await effects(table))
    .filter((effect) => effect.kind === 'tell-partner')
    .filter((effect) => effect.partnerId === partnerId)
