import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { median, table, time, timedTable, type Benchmark } from './benchmark.ts'
import { coldVariants, deployed, publishedClient, readable } from './cold-variants.ts'
import { context, eventOf } from './event.ts'
import { addTrialCustomer, CALLER, openScene, type Scene } from './scene.ts'
import { sharesOf } from './warm-profile.ts'

const BLOCKS = 24
const WARMING_BLOCKS = 8
const CALLS_A_BLOCK = 30
const EXTENSIONS_A_TRIAL = 3
const ITEMS_OF_AN_EXTENSION = 8

/** The most that a call with one read and one commit may take, as a multiple of what the SDK takes for its own two requests. */
const REACH = 1.6

const PROFILED_BLOCKS = 40

const SDK = `the SDK's own two requests: one read, one commit of ${ITEMS_OF_AN_EXTENSION} items`

const Done = z.object({ statusCode: z.literal(200) })
const Called = z.custom<(...given: readonly unknown[]) => Promise<unknown>>(
  (value) => typeof value === 'function',
)
const Deployed = z.object({ handler: Called })
const Client = z.object({ readOne: Called, writeItems: Called })

const load = createRequire(import.meta.url)

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

/** Calls that extend fresh trials, each thrice, and that read their customers. */
const callsOf = async (block: number, bundle = deployed('extendTrial')) => {
  const extend = Deployed.parse(await import(bundle)).handler
  const read = Deployed.parse(await import(deployed('getConsoleCustomer'))).handler
  const customerIds: string[] = []
  for (let made = 0; made < CALLS_A_BLOCK / EXTENSIONS_A_TRIAL; made += 1)
    customerIds.push(await addTrialCustomer())
  const thrice = Array.from({ length: EXTENSIONS_A_TRIAL }, () => customerIds).flat()
  const extensions = thrice.map((customerId, index) =>
    eventOf(CALLER, { pathParameters: { customerId }, body: {}, idempotencyKey: `${block}-${index}` }),
  )
  const reads = thrice.map((customerId) => eventOf(CALLER, { pathParameters: { customerId } }))
  return {
    extensions: extensions.map((event) => async () => Done.parse(await extend(event, context))),
    reads: reads.map((event) => async () => Done.parse(await read(event, context))),
  }
}

/** Where the time of warm calls of extendTrial goes. */
const shares = async (): Promise<string> => {
  const bundle = await readable('functions/trials/extend-trial.ts', 'extend-trial')
  const calls: (() => Promise<unknown>)[] = []
  for (let block = 0; block < PROFILED_BLOCKS + WARMING_BLOCKS; block += 1)
    calls.push(...(await callsOf(BLOCKS + block, bundle)).extensions)
  for (const call of calls.splice(0, WARMING_BLOCKS * CALLS_A_BLOCK)) await call()
  const found = await sharesOf(bundle, async () => {
    for (const call of calls) await call()
  })
  return table(['a warm extendTrial, by samples', 'share'], found)
}

/** What the SDK's client in a file takes for its own two requests. */
const sdkRequests = (file: string) => {
  const { readOne, writeItems } = Client.parse(load(file))
  return async (): Promise<void> => {
    await readOne()
    await writeItems(ITEMS_OF_AN_EXTENSION)
  }
}

const times = (call: () => Promise<unknown>) => Array.from({ length: CALLS_A_BLOCK }, () => call)

export const warmCpu: Benchmark = {
  about: `Processor time of a warm call of a deployed function against that of one bare HTTP request to the same table, in ${BLOCKS} alternating blocks of ${CALLS_A_BLOCK} calls; medians, of the ratios within a block. extendTrial reads once and commits once; it should stay within ${REACH} × the SDK's own two requests: its client alone, as it is published, which reads one small item and commits as many small items as extendTrial writes. Below, where the time of ${PROFILED_BLOCKS * CALLS_A_BLOCK} warm calls goes, by a profile of the bundle before it is minified.`,
  run: async () => {
    const scene = await openScene()
    try {
      const { client } = await coldVariants()
      const published = sdkRequests(await publishedClient())
      const trimmed = sdkRequests(client.bundle)
      const figures = new Map<string, number[]>()
      // The first blocks warm up and do not count.
      for (let block = -WARMING_BLOCKS; block < BLOCKS; block += 1) {
        const { extensions, reads } = await callsOf(block)
        const measured = {
          'bare HTTP request': times(() => bareRequest(scene)),
          [SDK]: times(published),
          'the same, with what functions leave out of it': times(trimmed),
          'getConsoleCustomer: one read': reads,
          [`extendTrial: one read, one commit of ${ITEMS_OF_AN_EXTENSION} items`]: extensions,
        }
        for (const [name, calls] of Object.entries(measured)) {
          const figure = await cpuOf(calls)
          if (block >= 0) figures.set(name, [...(figures.get(name) ?? []), figure])
        }
      }
      const [bare = [], sdk = []] = figures.values()
      const over = (taken: readonly number[], others: readonly number[]): string =>
        median(taken.map((time, block) => time / (others[block] ?? Number.NaN))).toFixed(2)
      const measured = timedTable(
        ['call', time('CPU µs'), '÷ bare request', "÷ the SDK's own two requests"],
        [...figures].map(([name, taken]) => [
          name,
          median(taken).toFixed(0),
          over(taken, bare),
          over(taken, sdk),
        ]),
      )
      const goesTo = await shares()
      return { all: `${measured.all}\n\n${goesTo}`, lasting: `${measured.lasting}\n\n${goesTo}` }
    } finally {
      agent.destroy()
      await scene.close()
    }
  },
}
