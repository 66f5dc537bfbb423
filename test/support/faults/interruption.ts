import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { serveHttp } from '../../../local/loopback.ts'

/** When a request is interrupted: before it is sent to the table, while it is there, or when it is answered but not yet acknowledged. */
export const MOMENTS = ['before', 'amid', 'after'] as const
export type Moment = (typeof MOMENTS)[number]

interface Interruption {
  /** Which of the requests from now on, whatever they ask. */
  readonly nth: number
  readonly moment: Moment
  readonly act: () => Promise<void>
}

/** A proxy before the table that does something at a chosen request, whose answer is then lost. */
export const startInterruptingProxy = async (behind: string) => {
  let requests = 0
  let planned:
    (Interruption & { readonly over: () => void; readonly failed: (why: unknown) => void }) | undefined
  const server = await serveHttp(0, async (incoming, outgoing) => {
    // Priming asks for nothing but a connection.
    if (incoming.method === 'GET') return void outgoing.end('healthy')
    const body = await buffer(incoming)
    requests += 1
    const interruption = planned?.nth === requests ? planned : undefined
    const forward = () =>
      new Promise<{ status: number; headers: object; body: Buffer }>((resolve, reject) => {
        const headers = { ...incoming.headers, 'content-length': String(body.byteLength) }
        const outward = request(behind, { method: 'POST', headers, agent: false }, (answer) => {
          buffer(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
            reject,
          )
        })
        outward.once('error', reject)
        outward.end(body)
      })
    try {
      if (interruption) {
        planned = undefined
        const answered = interruption.moment === 'before' ? undefined : forward().catch(() => undefined)
        if (interruption.moment === 'after') await answered
        await interruption.act().then(interruption.over, interruption.failed)
        await answered
        incoming.socket.destroy()
        return
      }
      const { status, headers, body: bytes } = await forward()
      outgoing.writeHead(status, { ...headers }).end(bytes)
    } catch {
      incoming.socket.destroy()
    }
  })
  return {
    endpoint: server.url,
    /** Plans what happens at the n-th request from now on, and waits until it has. */
    interrupt: (interruption: Interruption): Promise<void> =>
      new Promise((over, failed) => {
        requests = 0
        planned = { ...interruption, over, failed }
      }),
    stop: server.stop,
  }
}
