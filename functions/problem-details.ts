import type { Problem, ProblemKind } from '../shared/kernel/problem.ts'

/** The HTTP status of each kind of refusal; nothing else in the code knows one. */
export const statusOf: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'precondition-required': 428,
  unavailable: 503,
}

interface ProblemResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const response = (
  status: number,
  members: Readonly<Record<string, unknown>>,
  headers = {},
): ProblemResponse => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(members),
})

/** A refusal as RFC 9457 problem details; `instance` is the request's id. */
export const problemDetails = ({ type, details }: Problem, requestId: string): ProblemResponse => {
  const status = statusOf[type.kind]
  const { retryAfterSeconds } = details
  return response(
    status,
    {
      type: `/problems/${type.code}`,
      title: type.title,
      status,
      detail: type.advice,
      instance: `urn:request:${requestId}`,
      ...details,
    },
    typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {},
  )
}

/** What is answered when something broke: only the request's id, by which the log has the cause. */
export const defectDetails = (requestId: string): ProblemResponse =>
  response(500, {
    type: 'about:blank',
    title: 'Something broke on our side',
    status: 500,
    detail: 'Try again; if it happens again, tell support this request id.',
    instance: `urn:request:${requestId}`,
  })
