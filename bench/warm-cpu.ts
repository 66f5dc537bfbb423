import { Agent, request } from 'node:http'
import * as z from 'zod'
import { handler as getConsoleCustomer } from '../functions/customers/get-console-customer.ts'
import { handler as extendTrial } from '../functions/trials/extend-trial.ts'
import { median, table, type Benchmark } from './benchmark.ts'
import { context, eventOf } from './event.ts'
import { addTrialCustomer, CALLER, openScene, type Scene } from './scene.ts'

const BLOCKS = 12
const CALLS_A_BLOCK = 30
const EXTENSIONS_A_TRIAL = 3

/** The most that a call with one read and one commit may take, as a multiple of a bare request. */
const REACH = 5.5

const Done = z.object({ statusCode: z.literal(200) })

const agent = new Agent({ keepAlive: true })

const bareRequest = ({ endpoint, tableName }: Scene): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      authorization:
        'AWS4-HMAC-SHA256 Credential=laptop/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    }
    const asked = request(endpoint, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().once('end', resolve)
    })
    asked.once('error', reject)
    asked.end(JSON.stringify({ TableName: tableName, Key: { pk: { S: 'CLOCK' }, sk: { S: 'CLOCK' } } }))
  })

const cpuOf = async (calls: readonly (() => Promise<unknown>)[]): Promise<number> => {
  const begun = process.cpuUsage()
  for (const call of calls) await call()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / calls.length
}

export const warmCpu: Benchmark = {
  about: `Processor time of a warm call against that of one bare HTTP request to the same table, in ${BLOCKS} alternating blocks of ${CALLS_A_BLOCK} calls, medians. extendTrial reads once and commits once; it should stay within ${REACH} × the bare request.`,
  run: async () => {
    const scene = await openScene()
    try {
      const bare: number[] = []
      const one: number[] = []
      const both: number[] = []
      // The first block warms up and does not count.
      for (let block = 0; block <= BLOCKS; block += 1) {
        const customerIds: string[] = []
        for (let made = 0; made < CALLS_A_BLOCK / EXTENSIONS_A_TRIAL; made += 1)
          customerIds.push(await addTrialCustomer())
        const thrice = Array.from({ length: EXTENSIONS_A_TRIAL }, () => customerIds).flat()
        const extensions = thrice.map((customerId, index) => {
          const event = eventOf(CALLER, {
            pathParameters: { customerId },
            body: {},
            idempotencyKey: `${block}-${index}`,
          })
          return async () => Done.parse(await extendTrial(event, context))
        })
        const reads = thrice.map((customerId) => {
          const event = eventOf(CALLER, { pathParameters: { customerId } })
          return async () => Done.parse(await getConsoleCustomer(event, context))
        })
        const figures = [
          await cpuOf(reads.map(() => () => bareRequest(scene))),
          await cpuOf(reads),
          await cpuOf(extensions),
        ] as const
        if (block === 0) continue
        bare.push(figures[0])
        one.push(figures[1])
        both.push(figures[2])
      }
      const rows = [
        ['bare HTTP request', bare],
        ['getConsoleCustomer: one read', one],
        ['extendTrial: one read, one commit of 8 items', both],
      ] as const
      return table(
        ['call', 'CPU µs', '÷ bare request'],
        rows.map(([name, figures]) => [
          name,
          median(figures).toFixed(0),
          (median(figures) / median(bare)).toFixed(2),
        ]),
      )
    } finally {
      agent.destroy()
      await scene.close()
    }
  },
}
