import type * as z from 'zod'
import { TokenAnswer, type TokenRequest } from './token-request.ts'

const textOf = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`

/** An access token of the local sign-on for an e-mail address. */
export const tokenFor = async (issuer: string, request: TokenRequest): Promise<string> => {
  const response = await fetch(`${issuer}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  if (!response.ok) throw new Error(`No token for ${request.email}: ${await textOf(response)}`)
  return TokenAnswer.parse(await response.json()).access_token
}

/** A request to the API: a path below `/v1`. */
export interface ApiCall<S extends z.ZodType> {
  readonly as: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly ifMatch?: string
  /** An access token of the person, where there is one already. */
  readonly token?: string
  readonly answer: S
}

/** Calls the API as a signed-in person; any answer but a success throws, with the answer as the message. */
export const callApi = async <S extends z.ZodType>(
  { api, issuer }: { api: string; issuer: string },
  { as, token, method, path, body, idempotencyKey, ifMatch, answer }: ApiCall<S>,
): Promise<z.infer<S>> => {
  const bearer = token ?? (await tokenFor(issuer, { email: as }))
  const headers: Record<string, string> = { authorization: `Bearer ${bearer}` }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  if (ifMatch !== undefined) headers['if-match'] = ifMatch
  const response = await fetch(`${api}/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} as ${as}: ${await textOf(response)}`)
  return answer.parse(await response.json())
}

/** Calls the control server of the running laptop. */
export const callControl = async <S extends z.ZodType>(
  control: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: unknown,
  answer: S,
): Promise<z.infer<S>> => {
  const response = await fetch(`${control}${path}`, {
    method,
    ...(method === 'GET'
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${await textOf(response)}`)
  return answer.parse(await response.json())
}
