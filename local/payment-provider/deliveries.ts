import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Event, fresh, seconds } from './objects.ts'
import type { Store } from './store.ts'

const TRIES = 8
const FIRST_PAUSE_MS = 500

/** An event as it arrives: its bytes, and the header `Stripe-Signature` that signs them. */
export interface SignedEvent {
  readonly body: string
  readonly signature: string
}

export interface DeliveryOptions {
  readonly store: Store
  readonly apiVersion: string
  readonly eventSecret: string
  /** Takes an event; one that it fails on is delivered again. */
  readonly onEvent: (event: SignedEvent) => Promise<void>
}

/** Tells of what happens, by signed events. */
export interface Deliveries {
  /** Tells of an object as it is now; a held event waits for its release. */
  tell(type: string, about: object, held: boolean): void
  release(): void
  /** Resolves once no event is under way; one that failed and waits for its next delivery is not. */
  settled(): Promise<void>
  stop(): void
}

const signed = (body: string, secret: string): SignedEvent => {
  const at = seconds()
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return { body, signature: `t=${at},v1=${signature}` }
}

/** Delivers events until each has arrived, also those that had not when the provider ended. */
export const startDeliveries = ({ store, apiVersion, eventSecret, onEvent }: DeliveryOptions): Deliveries => {
  const underWay = new Set<Promise<boolean>>()
  const ended = new AbortController()

  const delivered = async (event: Event): Promise<boolean> => {
    const { delivery, ...said } = event
    try {
      await onEvent(signed(JSON.stringify({ ...said, pending_webhooks: 1, request: null }), eventSecret))
    } catch {
      return false
    }
    store.put({ ...event, delivery: 'done' })
    return true
  }
  const deliver = async (event: Event): Promise<void> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const attempt = delivered(event)
      underWay.add(attempt)
      const arrived = await attempt
      underWay.delete(attempt)
      if (arrived) return
      const { signal } = ended
      const pause = sleep(FIRST_PAUSE_MS * 2 ** tries, undefined, { ref: false, signal })
      if (!(await pause.then(() => true).catch(() => false))) return
    }
  }
  for (const event of store.all('event')) if (event.delivery === 'due') void deliver(event)

  return {
    tell: (type, about, held) => {
      const event: Event = {
        ...fresh('evt'),
        object: 'event',
        api_version: apiVersion,
        type,
        data: { object: about },
        delivery: held ? 'held' : 'due',
      }
      store.put(event)
      if (!held) void deliver(event)
    },
    release: () => {
      for (const event of store.all('event')) {
        if (event.delivery !== 'held') continue
        const due: Event = { ...event, delivery: 'due' }
        store.put(due)
        void deliver(due)
      }
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    stop: () => ended.abort(),
  }
}
