import * as z from 'zod'
import { canonicalJson } from './canonical-json.ts'
import { row, type Change } from './record.ts'
import { sha256 } from './sha256.ts'

const LIFETIME_SECONDS = 24 * 3_600
const MOST_BYTES = 32 * 1_024

const StoredAnswer = z.object({
  digest: z.string(),
  inputHash: z.string(),
  status: z.int(),
  body: z.string(),
  expiresAt: z.int(),
})
export type StoredAnswer = z.infer<typeof StoredAnswer>

/** The answer to a request with an Idempotency-Key, kept for a day. */
export const storedAnswerRecord = /* @__PURE__ */ row({
  kind: 'storedAnswer',
  schema: StoredAnswer,
  key: ({ digest }: { digest: string }) => ({ pk: `IDEMPOTENCY#${digest}`, sk: 'ANSWER' }),
})

/** Identifies a key of one person for one operation, so that no person gets the answers of another. */
export const idempotencyDigest = (sub: string, operation: string, key: string): string =>
  sha256(canonicalJson([sub, operation, key]))

/** Tells whether two requests ask the same. */
export const inputHash = (input: unknown): string => sha256(canonicalJson(input))

/** The change that stores an answer in its commit; it replaces an expired answer that is still in the table. */
export const storeAnswer = (
  answer: Omit<StoredAnswer, 'expiresAt'>,
  nowMs: number,
): Change<'storedAnswer'> => {
  if (Buffer.byteLength(answer.body) > MOST_BYTES)
    throw new Error('The answer is too large to be kept for its idempotency key')
  const seconds = Math.floor(nowMs / 1_000)
  return storedAnswerRecord.put(
    { ...answer, expiresAt: seconds + LIFETIME_SECONDS },
    { absent: { orBefore: { attribute: 'expiresAt', value: seconds } } },
  )
}

/** Whether a stored answer is still valid. */
export const isFresh = (answer: StoredAnswer, nowMs: number): boolean =>
  answer.expiresAt >= Math.floor(nowMs / 1_000)
