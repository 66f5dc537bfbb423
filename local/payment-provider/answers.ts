import { invalid, Refusal } from './refusal.ts'
import type { Store } from './store.ts'

const DAY_MS = 86_400_000

/** What a request is answered. */
export interface Answered {
  readonly status: number
  readonly body: unknown
  readonly isReplayed?: true
}

/** What was answered under each idempotency key, for a day. */
export interface Answers {
  /** The kept answer to the same request; throws where the key is in use, or was used with other parameters. */
  replayed(key: string, asked: string): Answered | undefined
  /** Keeps the answer, and the key in use until `release`. */
  keep(key: string, asked: string, answered: Answered): { release(): void }
}

/** Only what was done is kept: a charge, or its refusal by a bank. */
const isDone = ({ status }: Answered): boolean => status === 200 || status === 402

/** Opens the kept answers. */
export const openAnswers = (store: Store): Answers => {
  const inUse = new Set<string>()
  return {
    replayed: (key, asked) => {
      if (inUse.has(key))
        throw new Refusal(409, {
          message: 'There is currently another in-progress request using this Idempotent Key.',
          ...{ type: 'idempotency_error', code: 'idempotency_key_in_use' },
        })
      const kept = store.find('answer', key)
      if (!kept || kept.at < Date.now() - DAY_MS) return undefined
      if (kept.asked !== asked)
        throw new Refusal(400, {
          message:
            'Keys for idempotent requests can only be used with the same parameters they were first used with.',
          ...{ type: 'idempotency_error' },
        })
      return { status: kept.status, body: kept.body, isReplayed: true }
    },
    keep: (key, asked, answered) => {
      if (isDone(answered)) {
        const { status, body } = answered
        store.put({ id: key, object: 'answer', asked, at: Date.now(), status, body })
      }
      inUse.add(key)
      return { release: () => void inUse.delete(key) }
    },
  }
}

/** The key of a request that changes something; throws where it has none, as ours always do. */
export const requireKey = (header: string | string[] | undefined): string => {
  if (typeof header === 'string' && header !== '') return header
  throw invalid('This provider takes no POST without an Idempotency-Key.')
}
