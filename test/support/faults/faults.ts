/**
 * What happens to one request: its acknowledgement lost after it was done, its connection reset before, no answer at all,
 * delivered twice, or refused as Amazon DynamoDB refuses under contention, throttling and inner faults.
 */
export type Fault =
  | 'lost-acknowledgement'
  | 'reset'
  | 'hang'
  | 'duplicate'
  | 'conflict'
  | 'canceled'
  | 'in-progress'
  | 'throttle'
  | 'server-error'

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810'

const canceled = (code: string, message: string) => ({
  status: 400,
  body: {
    __type: `${DYNAMODB}#TransactionCanceledException`,
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${code}]`,
    CancellationReasons: [{ Code: code, Message: message }],
  },
})

/** The answers with which Amazon DynamoDB refuses a request; nothing of it was done. */
export const refusals = {
  conflict: canceled('TransactionConflict', 'Transaction is ongoing for the item'),
  canceled: canceled('ThrottlingError', 'Throughput exceeds the current capacity of your table or index'),
  'in-progress': {
    status: 400,
    body: {
      __type: `${DYNAMODB}#TransactionInProgressException`,
      message: 'Transaction with the given idempotency token is in progress',
    },
  },
  throttle: {
    status: 400,
    body: { __type: 'com.amazon.coral.availability#ThrottlingException', message: 'Rate exceeded' },
  },
  'server-error': {
    status: 500,
    body: { __type: `${DYNAMODB}#InternalServerError`, message: 'Internal server error' },
  },
} as const

/** Numbers in [0, 1) that a seed alone determines (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What happens to one request: how long it waits before the table and behind it, and its fault. */
export interface Step {
  readonly beforeMs: number
  readonly afterMs: number
  readonly fault?: Fault
}

/** Which request gets what, by its action and its number among those of the action. */
export type Plan = (action: string, nth: number) => Step

interface PlanOptions {
  /** The longest wait before the table and behind it; it reorders requests that are sent together. */
  readonly longestMs?: number
  /** The share of commits that have a fault. */
  readonly faulty?: number
  readonly faults?: readonly Fault[]
}

const COMMON: readonly Fault[] = [
  'lost-acknowledgement',
  'duplicate',
  'reset',
  'conflict',
  'in-progress',
  'throttle',
  'server-error',
]

/** A plan that its seed alone determines, so that naming the seed replays it. */
export const seededPlan =
  (seed: number, { longestMs = 4, faulty = 0.05, faults = COMMON }: PlanOptions = {}): Plan =>
  (action, nth) => {
    let salt = seed
    for (const character of `${action} ${nth}`) salt = (Math.imul(salt, 31) + character.charCodeAt(0)) >>> 0
    const random = randomFrom(salt)
    const beforeMs = random() * longestMs
    const afterMs = random() * longestMs
    const fault = faults[Math.floor(random() * faults.length)]
    const isFaulty = action === 'TransactWriteItems' && random() < faulty
    return { beforeMs, afterMs, ...(isFaulty && fault ? { fault } : {}) }
  }
