import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusals, type Fault, type Plan, type Step } from './faults.ts'
import { guardsOf, weakened } from './guards.ts'
import type { LaggingIndex } from './lagging-index.ts'

export type { Fault } from './faults.ts'

/** A request that waits before the table until it is released. */
export interface HeldRequest {
  /** What it asks, once it has come. */
  readonly arrived: Promise<string>
  /** Sends the same request, or another in its place, once more and without faults, under an idempotency token of its own; the status that the table answers. */
  again(instead?: string): Promise<number>
  release(): void
  /** The status that the table answered, once released. */
  readonly status: Promise<number>
}

/** A commit as the proxy saw it. Both ticks are of one counter, so that they tell the order of commits and of calls of `now`. */
export interface SeenCommit {
  readonly sentAt: number
  readonly answeredAt: number
  readonly committed: boolean
  readonly body: string
}

interface Holding extends HeldRequest {
  readonly action: string
  readonly arrive: (incoming: IncomingMessage, body: Buffer) => void
  readonly released: Promise<void>
  readonly answer: (status: number) => void
}

const tokenOf = (body: Buffer): string | undefined =>
  /"ClientRequestToken":"([^"]+)"/.exec(body.toString())?.[1]

const actionOf = ({ headers }: IncomingMessage): string =>
  String(headers['x-amz-target']).split('.').at(-1) ?? ''

const UNDISTURBED: Step = { beforeMs: 0, afterMs: 0 }

interface ProxyOptions {
  /** A guard that every transaction loses before the table. */
  readonly weaken?: string | undefined
  /** Told the guards of every transaction. */
  readonly onGuards?: ((guards: readonly string[]) => void) | undefined
  /** Told of each request that goes on to the table: when it is sent, and again when it is answered or lost. */
  readonly onForward?: (action: string, body: string) => void
}

/** A proxy before DynamoDB that makes chosen requests fail, wait or lose a guard. */
export const startFaultProxy = async (
  behind: () => string,
  { weaken, onGuards, onForward }: ProxyOptions = {},
) => {
  const planned: { action: string; fault: Fault }[] = []
  const counts = new Map<string, number>()
  let holdings: Holding[] = []
  const underHold = new Map<string, Promise<void>>()
  let plan: Plan | undefined
  let tick = 0
  let commits: SeenCommit[] | undefined
  let lag: LaggingIndex | undefined
  const listeners = new Set<(action: string, body: unknown) => void>()

  const stepOf = (action: string, nth: number): Step => {
    const index = planned.findIndex((next) => next.action === action)
    const fault = index < 0 ? undefined : planned.splice(index, 1)[0]?.fault
    return { ...(plan?.(action, nth) ?? UNDISTURBED), ...(fault ? { fault } : {}) }
  }

  const send = (
    { headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        behind(),
        { method: 'POST', headers: { ...headers, 'content-length': body.byteLength } },
        (answer) => {
          buffer(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
            reject,
          )
        },
      )
      outgoing.once('error', reject)
      outgoing.end(body)
    })

  const forward = async (incoming: IncomingMessage, body: Buffer) => {
    const note = () => onForward?.(actionOf(incoming), body.toString())
    note()
    try {
      return await send(incoming, body)
    } finally {
      note()
    }
  }

  const deliver = async (incoming: IncomingMessage, asked: Buffer, isCommit: boolean) => {
    const sentAt = (tick += 1)
    const body = lag ? Buffer.from(lag.instead(asked.toString())) : asked
    const answer = await forward(incoming, body)
    if (isCommit && answer.status === 200) await lag?.committed(body.toString())
    if (isCommit)
      commits?.push({
        sentAt,
        answeredAt: (tick += 1),
        committed: answer.status === 200,
        body: body.toString(),
      })
    return answer
  }

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    let body = await buffer(incoming)
    const action = actionOf(incoming)
    const nth = (counts.get(action) ?? 0) + 1
    counts.set(action, nth)
    for (const listener of listeners) listener(action, JSON.parse(body.toString()))
    const isCommit = action === 'TransactWriteItems'
    if (isCommit && onGuards) onGuards(guardsOf(body.toString()))
    if (isCommit && weaken !== undefined) body = Buffer.from(weakened(body.toString(), weaken))
    const holding = holdings.find((candidate) => candidate.action === action)
    holdings = holdings.filter((candidate) => candidate !== holding)
    holding?.arrive(incoming, body)
    const token = tokenOf(body)
    if (holding && token !== undefined) underHold.set(token, holding.released)
    // A request that is asked again while it is held waits with it, as both take the same path.
    await (holding?.released ?? (token === undefined ? undefined : underHold.get(token)))
    const { fault, beforeMs, afterMs } = stepOf(action, nth)
    if (beforeMs > 0) await sleep(beforeMs)
    if (fault === 'hang') return
    if (fault === 'reset') return void incoming.socket.destroy()
    if (fault !== undefined && fault !== 'lost-acknowledgement' && fault !== 'duplicate') {
      const refusal = refusals[fault]
      outgoing.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' })
      return void outgoing.end(JSON.stringify(refusal.body))
    }
    if (fault === 'duplicate') await deliver(incoming, body, isCommit)
    const answer = await deliver(incoming, body, isCommit)
    holding?.answer(answer.status)
    if (fault === 'lost-acknowledgement') return void incoming.socket.destroy()
    if (afterMs > 0) await sleep(afterMs)
    outgoing.writeHead(answer.status, answer.headers)
    outgoing.end(answer.body)
  }

  const server = createServer((incoming, outgoing) => {
    // Priming asks for nothing but a connection.
    if (incoming.method === 'GET') return void outgoing.end('healthy')
    serve(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fault proxy has no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    /** Plans faults for the next requests of an action, such as `TransactWriteItems`, in order. */
    failNext: (action: string, ...faults: Fault[]): void =>
      void planned.push(...faults.map((fault) => ({ action, fault }))),
    /** Lets a plan decide about every request from now on. */
    follow: (next: Plan | undefined): void => {
      plan = next
      counts.clear()
    },
    /** Answers every query of an index late, until the next reset. */
    lagIndexes: (by: LaggingIndex): void => void (lag = by),
    /** Holds the next request of an action before the table. */
    holdNext: (action: string): HeldRequest => {
      const arrival = Promise.withResolvers<{ incoming: IncomingMessage; body: Buffer }>()
      const release = Promise.withResolvers<undefined>()
      const answer = Promise.withResolvers<number>()
      const holding = {
        action,
        arrived: arrival.promise.then(({ body }) => body.toString()),
        arrive: (incoming: IncomingMessage, body: Buffer) => arrival.resolve({ incoming, body }),
        again: async (instead?: string) => {
          const { incoming, body } = await arrival.promise
          const asked = { ...JSON.parse(instead ?? body.toString()), ClientRequestToken: crypto.randomUUID() }
          return (await forward(incoming, Buffer.from(JSON.stringify(asked)))).status
        },
        released: release.promise,
        release: () => release.resolve(undefined),
        status: answer.promise,
        answer: answer.resolve,
      }
      holdings.push(holding)
      return holding
    },
    /** Begins to note every commit that reaches the table; the result is what was seen since. */
    watch: (): readonly SeenCommit[] => (commits = []),
    /** The next tick of the counter by which commits are noted. */
    now: (): number => (tick += 1),
    /** Tells of each request from now on; answers how to stop that. */
    listen: (listener: (action: string, body: unknown) => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** How many requests of an action have come since the last reset. */
    count: (action: string): number => counts.get(action) ?? 0,
    reset: (): void => {
      planned.length = 0
      plan = undefined
      commits = undefined
      lag = undefined
      for (const holding of holdings) holding.release()
      holdings = []
      counts.clear()
    },
    stop: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
export type FaultProxy = Awaited<ReturnType<typeof startFaultProxy>>
