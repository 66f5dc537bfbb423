import { isUtf8 } from 'node:buffer'
import { MIMEType } from 'node:util'
import * as z from 'zod'
import { bodyTypes, type Method } from '../../shared/declaration/method.ts'
import { bodyTooLarge, malformedBody, unsupportedMediaType } from '../../shared/kernel/problems.ts'
import { singleHeader } from './headers.ts'
import type { HttpEvent } from './http-event.ts'

const MAX_BYTES = 64 * 1_024
const MAX_DEPTH = 32
const UTF_8 = /^utf-?8$/i
const CHARSET = /;[ \t]*charset=/gi
const IDENTITY = /^identity$/i

const isMediaType = (contentType: string, types: readonly string[]): boolean => {
  if (types.includes(contentType)) return true
  try {
    const { essence, params } = new MIMEType(contentType)
    const charsets = contentType.match(CHARSET) ?? []
    return types.includes(essence) && UTF_8.test(params.get('charset') ?? 'utf-8') && charsets.length <= 1
  } catch {
    return false
  }
}

/** Refuses a body that says to be of another media type than the method takes, in another charset than UTF-8, or encoded; one that does not say is read as JSON (RFC 9110, sections 8.3 and 15.5.16). */
const refuseOtherTypes = (event: HttpEvent, mediaTypes: readonly string[]): void => {
  const contentType = singleHeader(event, 'Content-Type')
  const encoding = singleHeader(event, 'Content-Encoding')
  const isTaken = contentType === undefined || isMediaType(contentType, mediaTypes)
  if (!isTaken || !IDENTITY.test(encoding ?? 'identity'))
    throw unsupportedMediaType({ mediaTypes: [...mediaTypes] })
}

/** The texts, brackets and colons of a JSON text that has been parsed. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs

/** Whether a JSON text is nested too deeply, or an object of it has a member twice, of which parsing drops one (RFC 8259, section 4). */
const isTooDeepOrRepeats = (json: string): boolean => {
  const open: Set<unknown>[] = []
  let text = ''
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const members = open.at(-1)
      const name: unknown = JSON.parse(text)
      if (members?.has(name)) return true
      members?.add(name)
    } else text = token
    if (open.length > MAX_DEPTH) return true
  }
  return false
}

/** The body as parsed: a `z.record` would drop a member named `__proto__`, which must be refused as unknown. */
const JsonObject = z.custom<Record<string, unknown>>(
  (parsed) => typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed),
)

/** A number of a JSON text: its whole digits, its fraction, and the power of ten. */
const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:e(.+))?$/i

/** Whether a number is whole as it is written, such as `100.0` and `1e2`. */
const isWhole = (source: string): boolean => {
  const [, whole = '', fraction = '', power = '0'] = NUMBER.exec(source) ?? []
  const lastDigit = `${whole}${fraction}`.search(/[1-9]0*$/)
  return lastDigit < 0 || lastDigit < whole.length + Number(power)
}

/** The value, but not a number where a fraction is written that a double rounds to an integer. */
const unrounded = (_name: string, value: unknown, { source = '' }: { readonly source?: string } = {}) =>
  Number.isInteger(value) && !isWhole(source) ? NaN : value

/** Matches wherever a number has a fraction or a power, and seldom elsewhere, as looking at each value takes longer than parsing. */
const HAS_FRACTION = /[:[,\s]-?\d+[.e]/i

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text, HAS_FRACTION.test(text) ? unrounded : undefined)
  } catch {
    throw malformedBody()
  }
}

/** The bytes of the body as they were sent; refuses more than are taken. */
export const bytesOf = ({ body = '', isBase64Encoded }: HttpEvent, maxBytes = MAX_BYTES): Buffer => {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > maxBytes) throw bodyTooLarge({ maxBytes })
  return bytes
}

/** Refuses a body that is larger than any operation takes. */
export const refuseTooLarge = (event: HttpEvent): void => {
  bytesOf(event)
}

/** The members of the body, each given once, of one JSON object in UTF-8, with or without a byte order mark; none where there is no body. The gateway writes U+FFFD for bytes that are not UTF-8. */
export const bodyOf = (event: HttpEvent, method: Method): Record<string, unknown> => {
  const { body } = event
  if (body === undefined || body === '') return {}
  const bytes = bytesOf(event)
  refuseOtherTypes(event, bodyTypes[method])
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (!isUtf8(bytes) || text.includes('\ufffd')) throw malformedBody()
  const parsed = JsonObject.safeParse(jsonOf(text))
  if (!parsed.success || isTooDeepOrRepeats(text)) throw malformedBody()
  return parsed.data
}
