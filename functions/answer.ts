import * as z from 'zod'

/** What the gateway is answered. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Whatever can be changed twice says its version. */
export const WithVersion = z.object({ version: z.int() })

/** A done request: its JSON body and, where that says a version, the version as ETag. */
export const answered = (statusCode: number, body: string): Answer => {
  const versioned = WithVersion.safeParse(JSON.parse(body))
  const etag = versioned.success ? { etag: `"${versioned.data.version}"` } : {}
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...etag },
    body,
  }
}
