/** What browsers read as the dot of a host name. */
const DOTS_OF_HOSTS = '.\u3002\uFF0E\uFF61\u2024'
const DOT = `[${DOTS_OF_HOSTS}]`
/** A slash, and what looks like one: fraction, division, big and mathematical ones. */
const SLASH = '[/\\\\\u2044\u2215\u2216\u29F5\u29F8\u29F9\uFE68]'
/** What ends a label: classes of letters would take ten times as long to compile. */
const NO_LABEL = `\\s!-,/:-@[-^\x60{-~${DOTS_OF_HOSTS}`
const LABEL = `[^${NO_LABEL}]+`
const TOP_LABEL = `(?:xn--[a-z0-9-]+|[^${NO_LABEL}0-9_-]{2,})`
const HOST = `(?:(?:${LABEL}${DOT})+${TOP_LABEL}|\\d{1,3}(?:${DOT}\\d{1,3}){3})`

/** Schemes that mail programs and browsers follow without a slash after the colon. */
const SCHEMES = [
  'about|bitcoin|blob|callto|cid|data|facetime|file|ftp|geo|https?|intent|javascript|magnet|mailto|market',
  'mms|sips?|skype|sms|tel|tg|urn|vbscript|view-source|webcal|whatsapp|xmpp',
].join('|')
const SCHEME_COLON = `(?<=[^${NO_LABEL}]):(?=[/\\\\])|(?<=(?<![a-z0-9])(?:${SCHEMES})):(?=\\S)`

const ADDRESS = new RegExp(
  [
    SCHEME_COLON,
    `(?<![a-z0-9])www\\d*${DOT}`,
    `[^\\s@]@${LABEL}${DOT}${LABEL}`,
    `${HOST}${DOT}?(?::\\d|${SLASH}|%[0-9a-f]{2}|[?#]\\S)`,
    `(?<![^\\s])${SLASH}{2}${HOST}`,
  ].join('|'),
  'iu',
)
const COLONS = new RegExp(SCHEME_COLON, 'giu')
const HOSTS = new RegExp(HOST, 'giu')
const DOTS = new RegExp(DOT, 'gu')

/**
 * Whether a text holds what a mail program may make a link of: a scheme, `www.`, an e-mail address, or a host followed by a port
 * or path, also in compatibility letters (R19). A host alone is none, as companies are named so.
 */
export const holdsWebAddress = (text: string): boolean => ADDRESS.test(text.normalize('NFKC'))

/** The text with the colons of its schemes and the dots of its hosts in brackets, so that no mail program makes a link of it (R19). */
export const withoutLinks = (text: string): string =>
  text.replace(COLONS, '[:]').replace(HOSTS, (host) => host.replace(DOTS, '[.]'))
