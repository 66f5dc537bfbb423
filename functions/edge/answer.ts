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

/** The validated answer as text: JSON, or the text itself. */
export const bodyOf = ({ output, produces }: HttpDeclaration, answer: unknown): string => {
  const parsed = output.parse(answer)
  return produces ? z.string().parse(parsed) : JSON.stringify(parsed)
}

/** The answer to a request that is done: its JSON body, with the version as ETag if it has one; or a text as a file, named by the end of the path (RFC 6266). */
export const answered = (
  { on, produces }: HttpDeclaration,
  body: string,
  statusCode: number | undefined = on.success,
): Answer => {
  if (produces) {
    const name = on.path.split('/').at(-1)
    const asFile = { 'content-disposition': `attachment; filename="${name}"` }
    return {
      statusCode,
      headers: { 'content-type': `${produces}; charset=utf-8`, ...everyAnswer, ...asFile },
      body,
    }
  }
  const versioned = WithVersion.safeParse(JSON.parse(body))
  const etag = versioned.success ? { etag: etagOf(versioned.data) } : {}
  return { statusCode, headers: { 'content-type': 'application/json', ...everyAnswer, ...etag }, body }
}
