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
const IDENTITY = /^identity$/i

const isMediaType = (contentType: string, types: readonly string[]): boolean => {
  try {
    const { essence, params } = new MIMEType(contentType)
    return types.includes(essence) && UTF_8.test(params.get('charset') ?? 'utf-8')
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

const depthOf = (json: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index]
    if (inString) {
      if (character === '\\') index += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1))
    else if (character === '}' || character === ']') depth -= 1
  }
  return deepest
}

/** The body as parsed: a `z.record` would drop a member named `__proto__`, which must be refused as unknown. */
const JsonObject = z.custom<Record<string, unknown>>(
  (parsed) => typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed),
)

/** The members of the body, one JSON object in UTF-8, with or without a byte order mark; none where there is no body. The gateway writes U+FFFD for bytes that are not UTF-8. */
export const bodyOf = (event: HttpEvent, method: Method): Record<string, unknown> => {
  const { body, isBase64Encoded } = event
  if (body === undefined || body === '') return {}
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > MAX_BYTES) throw bodyTooLarge({ maxBytes: MAX_BYTES })
  refuseOtherTypes(event, bodyTypes[method])
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (!isUtf8(bytes) || text.includes('\ufffd') || depthOf(text) > MAX_DEPTH) throw malformedBody()
  try {
    return JsonObject.parse(JSON.parse(text))
  } catch {
    throw malformedBody()
  }
}
