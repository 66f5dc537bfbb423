import type { Problem, ProblemKind } from '../../shared/kernel/problem.ts'
import type { Language } from '../../shared/kernel/text.ts'
import { everyAnswer, inLanguage } from './every-answer.ts'
import { wordsIn, type Words } from './problem-words.ts'

/** The HTTP status of each kind of refusal; no other code maps refusals to statuses. */
export const statusOf: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  'payment-required': 402,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
}

interface ProblemResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The id of a request as its answer says it. */
export const instanceOf = (requestId: string): string => `urn:request:${requestId}`

const response = (
  { language, title, advice }: Words,
  type: string,
  status: number,
  requestId: string,
  details: Readonly<Record<string, unknown>> = {},
  headers = {},
): ProblemResponse => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json',
    ...inLanguage(language),
    ...everyAnswer,
    ...headers,
  },
  body: JSON.stringify({
    type,
    title,
    status,
    detail: advice,
    instance: instanceOf(requestId),
    ...details,
  }),
})

/** A refusal as RFC 9457 problem details in a language; `instance` is the request's id. */
export const problemDetails = async (
  { type, details }: Problem,
  requestId: string,
  language: Language,
): Promise<ProblemResponse> => {
  const { retryAfterSeconds } = details
  return response(
    await wordsIn(language, type.code, type),
    `/problems/${type.code}`,
    statusOf[type.kind],
    requestId,
    details,
    typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {},
  )
}

/** The English words of the answer when a function failed. */
export const defect = {
  title: 'Something broke on our side',
  advice: 'Try again; if it happens again, tell support this request id.',
} as const

/** The answer when a function failed: only the request's id, under which the log has the cause. */
export const defectDetails = async (requestId: string, language: Language): Promise<ProblemResponse> =>
  response(await wordsIn(language, 'defect', defect), 'about:blank', 500, requestId)
