import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/**
 * What happens to one request: its acknowledgement lost after it was done, its connection reset before,
 * or refused as Amazon DynamoDB refuses under contention, throttling and inner faults.
 */
export type Fault =
  'lost-acknowledgement' | 'reset' | 'conflict' | 'in-progress' | 'throttle' | 'server-error'

const refusals = {
  conflict: {
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    },
  },
  'in-progress': {
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionInProgressException',
      message: 'Transaction with the given idempotency token is in progress',
    },
  },
  throttle: {
    status: 400,
    body: { __type: 'com.amazon.coral.availability#ThrottlingException', message: 'Rate exceeded' },
  },
  'server-error': {
    status: 500,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
      message: 'Internal server error',
    },
  },
} as const

/** A proxy before DynamoDB that makes chosen requests fail. */
export const startFaultProxy = async (behind: string) => {
  const planned: { action: string; fault: Fault }[] = []
  const counts = new Map<string, number>()
  const listeners = new Set<(action: string, body: unknown) => void>()

  const take = (action: string): Fault | undefined => {
    const index = planned.findIndex((plan) => plan.action === action)
    return index < 0 ? undefined : planned.splice(index, 1)[0]?.fault
  }

  const forward = (
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const outgoing = request(behind, { method: 'POST', headers: incoming.headers }, (answer) => {
        buffer(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
          reject,
        )
      })
      outgoing.once('error', reject)
      outgoing.end(body)
    })

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming)
    const action = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    counts.set(action, (counts.get(action) ?? 0) + 1)
    for (const listener of listeners) listener(action, JSON.parse(body.toString()))
    const fault = take(action)
    if (fault === 'reset') return void incoming.socket.destroy()
    if (fault !== undefined && fault !== 'lost-acknowledgement') {
      const refusal = refusals[fault]
      outgoing.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' })
      return void outgoing.end(JSON.stringify(refusal.body))
    }
    const answer = await forward(incoming, body)
    if (fault === 'lost-acknowledgement') return void incoming.socket.destroy()
    outgoing.writeHead(answer.status, answer.headers)
    outgoing.end(answer.body)
  }

  const server = createServer((incoming, outgoing) => {
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
    /** Tells of each request from now on; answers how to stop that. */
    listen: (listener: (action: string, body: unknown) => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** How many requests of an action have come since the last reset. */
    count: (action: string): number => counts.get(action) ?? 0,
    reset: (): void => {
      planned.length = 0
      counts.clear()
    },
    stop: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
export type FaultProxy = Awaited<ReturnType<typeof startFaultProxy>>
