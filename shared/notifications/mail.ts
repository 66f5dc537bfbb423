import type { EmailAddress } from '../kernel/email-address.ts'
import type { PartnerId } from '../kernel/id.ts'
import type { Language } from '../kernel/text.ts'
import type { MailKind, MailWords } from './mail-kind.ts'
import type { Effect, MailEffect } from './outbox.ts'

interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

/** The mails that members of the programme team get, whole teams at a time. */
export type TeamMailKind = Extract<MailKind, `team-${string}`>

/** The language of mails to the programme team. */
export const TEAM_LANGUAGE = 'en'

/** The effect that mails every member of support but the one who did it (R64). */
export const tellSupport = <K extends TeamMailKind>(
  mail: K,
  by: EmailAddress,
  words: Omit<MailWords[K], 'by'>,
): Extract<Effect, { kind: 'tell-support' }> => ({
  kind: 'tell-support',
  mail,
  by,
  words: { ...words, by },
})

/** The effect that mails every member of support about what a partner did. */
export const tellAllOfSupport = <K extends TeamMailKind>(
  mail: K,
  words: MailWords[K],
): Extract<Effect, { kind: 'tell-support' }> => ({ kind: 'tell-support', mail, words: { ...words } })

/** The effect that mails every member of finance about what a partner did. */
export const tellFinance = <K extends TeamMailKind>(
  mail: K,
  words: MailWords[K],
): Extract<Effect, { kind: 'tell-finance' }> => ({ kind: 'tell-finance', mail, words: { ...words } })

/** The effect that mails every admin of a partner, in the partner's language. */
export const tellPartner = <K extends MailKind>(
  mail: K,
  partnerId: PartnerId,
  words: MailWords[K],
): Extract<Effect, { kind: 'tell-partner' }> => ({
  kind: 'tell-partner',
  partnerId,
  mail,
  words: { ...words },
})

/** A mail to send, in the recipient's language. */
export const mail = <K extends MailKind>(
  kind: K,
  to: Recipient,
  words: MailWords[K],
): MailEffect & { mail: K } => ({
  kind: 'mail',
  mail: kind,
  to: to.email,
  language: to.language,
  words: { ...words },
})
