import { IDEMPOTENCY_KEY } from '../../shared/declaration/idempotency-key.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { IssueCode } from '../../shared/kernel/issue-codes.ts'
import { idempotencyKeyRequired, ifMatchRequired, invalidInput } from '../../shared/kernel/problems.ts'
import type { HttpEvent } from './http-event.ts'

type Headers = Pick<HttpEvent, 'headers'>

const invalidHeader = (detail: string, code: IssueCode = 'header') =>
  invalidInput({ issues: [{ pointer: '', code, detail }] })

/** The value of a header that has one; with a comma it came twice and was joined by the gateway (RFC 9110, section 5.3), and is refused. */
export const singleHeader = ({ headers }: Headers, name: string): string | undefined => {
  const value = headers[name.toLowerCase()]
  if (value?.includes(',')) throw invalidHeader(`${name} must be sent once and hold no comma`, 'repeated')
  return value
}

/** The request's idempotency key; `undefined` if none is given or the operation takes none (R32). */
export const idempotencyKeyOf = ({ idempotencyKey }: HttpDeclaration, event: Headers): string | undefined => {
  if (idempotencyKey === undefined) return undefined
  const key = singleHeader(event, 'Idempotency-Key')
  if (key === undefined) {
    if (idempotencyKey === 'required') throw idempotencyKeyRequired()
    return undefined
  }
  if (!IDEMPOTENCY_KEY.test(key))
    throw invalidHeader('Idempotency-Key must be 1 to 255 visible ASCII characters')
  return key
}

/** What If-Match holds: any version, or one of the strong entity tags of a list. */
export type IfMatch = '*' | readonly string[]

/** An element of a list of entity tags, which may be empty; a strong tag is its first group (RFC 9110, sections 5.6.1 and 8.8.3). */
const ELEMENT = /[ \t]*(?:(?:W\/"[!#-~\x80-\uffff]*"|("[!#-~\x80-\uffff]*"))[ \t]*)?(?:,|$)/gy

/** What the If-Match header asks for (RFC 9110, section 13.1.1); `undefined` if the operation asks for none. Weak tags never match. */
export const ifMatchOf = ({ ifMatch }: HttpDeclaration, { headers }: Headers): IfMatch | undefined => {
  if (ifMatch === undefined) return undefined
  const value = headers['if-match']?.trim()
  if (value === undefined) throw ifMatchRequired()
  if (value === '*') return value
  const elements = [...value.matchAll(ELEMENT)]
  if (elements.map(([element]) => element).join('') !== value)
    throw invalidHeader('If-Match must be * or a list of entity tags in double quotes')
  return elements.flatMap(([, tag]) => tag ?? [])
}
