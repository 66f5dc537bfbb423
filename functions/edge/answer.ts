import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import { everyAnswer } from './every-answer.ts'

/** The answer to the gateway. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer about something that can be changed has a version. */
export const WithVersion = z.object({ version: z.int() })

/** The entity tag of a version: strong, as any change makes another. */
export const etagOf = ({ version }: z.infer<typeof WithVersion>): string => `"${version}"`

/** The entity tag of a JSON body that has a version; one that does not even hold the word is not parsed again. */
const etagIn = (body: string): { readonly etag?: string } => {
  if (!body.includes('"version"')) return {}
  const versioned = WithVersion.safeParse(JSON.parse(body))
  return versioned.success ? { etag: etagOf(versioned.data) } : {}
}

/** The validated answer as text: JSON, or the text itself. */
export const bodyOf = ({ output, produces }: HttpDeclaration, answer: unknown): string => {
  const parsed = output.parse(answer)
  return produces ? z.string().parse(parsed) : JSON.stringify(parsed)
}

/** Which file an answer is, and where its next page is, if any. */
interface AsFile {
  readonly file?: PropertyKey
  readonly nextPage?: string | undefined
}

const fileHeaders = (
  types: NonNullable<HttpDeclaration['produces']>,
  body: string,
  { file: wanted, nextPage }: AsFile,
): Answer['headers'] => {
  const [name, type] = Object.entries(types).find(([file]) => file === (wanted ?? file)) ?? []
  if (!name) throw new Error(`There is no file ${String(wanted)}`)
  return {
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
    'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    ...(nextPage === undefined ? {} : { link: `<${nextPage}>; rel="next"` }),
  }
}

/**
 * The answer to a request that is done: its JSON body, with the version as ETag if it has one; or a text as a file with its name (RFC 6266),
 * its digest (RFC 9530) and, where it goes on, its next page (RFC 8288).
 */
export const answered = (
  { on, produces }: HttpDeclaration,
  body: string,
  statusCode: number | undefined = on.success,
  asFile: AsFile = {},
): Answer => {
  if (produces)
    return { statusCode, headers: { ...everyAnswer, ...fileHeaders(produces, body, asFile) }, body }
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...everyAnswer, ...etagIn(body) },
    body,
  }
}
