import type { MailKind } from '../../notifications/mail-kind.ts'

/** The words of every mail in one language, as ICU messages: a subject, and paragraphs that an empty line parts; a mail without words does not compile. */
export type Catalogue = { readonly [Part in `${MailKind}.${'subject' | 'text'}`]: string }
