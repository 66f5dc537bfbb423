import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { holdsWebAddress, withoutLinks } from '../kernel/web-address.ts'
import type { Catalogue } from '../words/mails/catalogue.ts'
import { MAILS, type Word } from './mail-kind.ts'
import type { MailEffect } from './outbox.ts'

/** One flat catalogue of ICU messages per language. It is imported with the first mail in that language; in a bundle it is a file next to the function's code. */
const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('../words/mails/en.ts')).en,
  th: async () => (await import('../words/mails/th.ts')).th,
  'pt-BR': async () => (await import('../words/mails/pt-BR.ts')).ptBR,
}

/** The locale that writes a language's dates and numbers: Thai ones in the Gregorian calendar. */
const locales = {
  en: 'en',
  th: 'th-TH-u-ca-gregory',
  'pt-BR': 'pt-BR',
} as const satisfies Record<Language, string>

const utc = { timeZone: 'UTC', timeZoneName: undefined } as const
const formats = {
  date: { long: { day: 'numeric', month: 'long', year: 'numeric', calendar: 'gregory', ...utc } },
  time: { short: { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', ...utc } },
} as const

/** What is sent: a subject of one line, the text, and the same as simple HTML. */
export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** Only the stage's own addresses are links (R19); one that begins like another is the longer one. */
const linked = (text: string, urls: readonly string[]): string => {
  const longestFirst = urls.map(escaped).toSorted((one, other) => other.length - one.length)
  const literal = (url: string): string => url.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const anyOf = new RegExp(longestFirst.map(literal).join('|'), 'g')
  return escaped(text).replace(anyOf, (url) => `<a href="${url}">${url}</a>`)
}

const htmlOf = (language: Language, subject: string, text: string, urls: readonly string[]): string => {
  const paragraphs = text
    .split('\n\n')
    .map((paragraph) => `<p>${linked(paragraph, urls).replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${paragraphs.join('')}</body></html>`
}

/** A person's lines as a quotation, which holds no link (R19). */
const quoted = (note: string): string =>
  withoutLinks(note)
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`)
    .join('\n')

/** A name as text: one that was stored before addresses were refused in names makes no link either (R19). */
const plain = (text: string): string => (holdsWebAddress(text) ? withoutLinks(text) : text)

/** An amount as a language writes it, with the code of its currency. */
const amount = (word: string, locale: string): string => {
  const [currency = '', minor] = word.split(' ')
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' })
  const { maximumFractionDigits: digits = 0 } = format.resolvedOptions()
  return format.format(Number(minor) / 10 ** digits)
}

/** A word as its message takes it, by what the mail's kind says it is. */
const valueOf = (
  kind: keyof Word | undefined,
  value: string | number,
  locale: string,
): string | number | Date => {
  if (typeof value === 'number') return value
  if (kind === 'money') return amount(value, locale)
  if (kind === 'instant') return new Date(Instant.parse(value))
  if (kind === 'choice') return value.replaceAll('-', '_')
  if (kind === 'link') return value
  return kind === 'note' ? quoted(value) : plain(value)
}

/** A mail in the recipient's language; `storeUrl` is the address of the Partner Store. */
export const render = async (
  { mail, language, words }: MailEffect,
  storeUrl: string,
): Promise<RenderedMail> => {
  const catalogue = await catalogues[language]()
  const kinds: Readonly<Record<string, keyof Word>> = MAILS[mail]
  const values = Object.entries(words).map(
    ([name, value]) => [name, valueOf(kinds[name], value, locales[language])] as const,
  )
  const say = (part: 'subject' | 'text'): string =>
    [
      new IntlMessageFormat(catalogue[`${mail}.${part}`], locales[language], formats).format<string>(
        Object.fromEntries([...values, ['storeUrl', storeUrl]]),
      ),
    ]
      .flat()
      .join('')
  const subject = say('subject').replace(/\s+/gu, ' ')
  const text = say('text')
  const links = Object.entries(words).flatMap(([name, value]) =>
    kinds[name] === 'link' ? String(value) : [],
  )
  return { subject, text, html: htmlOf(language, subject, text, [storeUrl, ...links]) }
}
