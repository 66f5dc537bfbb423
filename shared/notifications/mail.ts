import type { EmailAddress } from '../kernel/email-address.ts'
import type { Language } from '../kernel/text.ts'
import type { MailKind, MailWords } from './mail-kind.ts'
import type { MailEffect } from './outbox.ts'

interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

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
