import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import { readBody, serveHttp } from '../local/loopback.ts'

const Request = z.record(z.string(), z.unknown())
const Consumed = z.object({ CapacityUnits: z.number() })
const Answer = z.object({
  ConsumedCapacity: z.union([z.array(Consumed), Consumed.transform((one) => [one])]).default([]),
})
const READS: readonly string[] = ['BatchGetItem', 'Query', 'GetItem', 'TransactGetItems', 'Scan']

/** What was asked of the table: requests that read and that write, and their capacity units, indexes included. */
export interface Cost {
  readonly reads: number
  readonly readUnits: number
  readonly writes: number
  readonly writeUnits: number
}
export const NO_COST: Cost = { reads: 0, readUnits: 0, writes: 0, writeUnits: 0 }

/** Stands before DynamoDB and adds up what each request costs, by asking for the capacity it consumed. */
export const startTableMeter = async (behind: string) => {
  let cost = NO_COST

  const add = (action: string, answer: Buffer): void => {
    const { ConsumedCapacity } = Answer.parse(JSON.parse(answer.toString()))
    const units = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
    cost = READS.includes(action)
      ? { ...cost, reads: cost.reads + 1, readUnits: cost.readUnits + units }
      : { ...cost, writes: cost.writes + 1, writeUnits: cost.writeUnits + units }
  }

  const server = await serveHttp(0, async (incoming, outgoing) => {
    const action = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const asked = Request.parse(JSON.parse((await readBody(incoming)).toString()))
    const body = JSON.stringify({ ...asked, ReturnConsumedCapacity: 'INDEXES' })
    const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(body)) }
    await new Promise<void>((resolve, reject) => {
      const forwarded = request(behind, { method: 'POST', headers }, (answer) => {
        buffer(answer).then((bytes) => {
          add(action, bytes)
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes)
          resolve()
        }, reject)
      })
      forwarded.once('error', (error) => {
        incoming.socket.destroy()
        reject(error)
      })
      forwarded.end(body)
    })
  })
  return {
    endpoint: server.url,
    reset: (): void => void (cost = NO_COST),
    /** The cost since the last reset. */
    cost: (): Cost => cost,
    stop: server.stop,
  }
}
export type TableMeter = Awaited<ReturnType<typeof startTableMeter>>
