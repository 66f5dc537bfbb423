import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { callApi } from '../local/call.ts'
import type { Assembly } from '../local/cloud/assembly.ts'
import { accessKeyIdOf } from '../local/cloud/aws-proxy.ts'
import { serveHttp } from '../local/loopback.ts'
import { startLaptop } from '../local/laptop.ts'
import { FIRST_STAFF_MEMBER } from '../local/people.ts'
import { ROOT } from '../local/state.ts'
import { synthesize } from '../local/synthesize.ts'
import { quantile, time, timedTable, type Benchmark } from './benchmark.ts'

const SECONDS = 5
const WARMING_SECONDS = 2
const CLIENTS = [1, 16] as const

interface Target {
  readonly what: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Posted, where there is one. */
  readonly body?: string
}

const ask = ({ url, headers = {}, body }: Target, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request(url, { agent, headers, method }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.once('error', reject)
    asked.end(body)
  })

/** One read of an item that is not there, as the function that signs so sends it. */
const reading = ({ tables, functions }: Assembly, functionName: string): Pick<Target, 'headers' | 'body'> => {
  const tableName = tables[0]?.tableName ?? ''
  const declared = functions.find((one) => one.functionName === functionName)
  const keys = [{ pk: { S: 'PERSON#nobody@example.com' }, sk: { S: 'PERSON' } }]
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': 'DynamoDB_20120810.BatchGetItem',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyIdOf(declared?.functionName ?? '')}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
  }
}

/** Milliseconds of each request that so many clients made one after another for some seconds. */
const load = async (target: Target, clients: number, seconds: number): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const until = performance.now() + seconds * 1_000
  const took: number[] = []
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now()
      const status = await ask(target, agent)
      if (status !== 200) throw new Error(`${target.what} answered ${status}`)
      took.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return took
}

export const endToEnd: Benchmark = {
  about: `Requests per second and the 99th percentile through the laptop (gateway, sign-on check, permission check and functions in worker threads, and the table), with ${CLIENTS.join(' and ')} clients for ${SECONDS} s each, against a bare HTTP server. All of it, clients included, shares this machine; the processor time of a request is that of clients, gateway, checks and functions together, the table's own aside, so a machine answers at most its processors ÷ that time.`,
  run: async () => {
    const assemblyDir = join(ROOT, 'cdk.out')
    await synthesize(assemblyDir)
    const stateDir = mkdtempSync(join(tmpdir(), 'bench-'))
    const laptop = await startLaptop({ stateDir, assemblyDir })
    const bare = await serveHttp(0, (_request, response) => void response.end('{}'))
    try {
      const { api } = laptop.addresses
      const path = '/me'
      await callApi(laptop.addresses, { as: FIRST_STAFF_MEMBER, method: 'GET', path, answer: z.unknown() })
      const headers = { authorization: `Bearer ${await laptop.token(FIRST_STAFF_MEMBER)}` }
      const targets: Target[] = [
        { what: 'bare HTTP server', url: bare.url },
        {
          what: 'the table: one read',
          url: laptop.addresses.table,
          ...reading(laptop.cloud.assembly, 'getMe'),
        },
        {
          what: 'the same through the permission check',
          url: laptop.cloud.proxy,
          ...reading(laptop.cloud.assembly, 'getMe'),
        },
        { what: 'getHealth: no table', url: `${api}/v1/health` },
        { what: 'getMe: sign-on, one read', url: `${api}/v1${path}`, headers },
      ]
      const rows = []
      for (const clients of CLIENTS) {
        const ofBare = { perSecond: 0, cpu: 0 }
        for (const target of targets) {
          await load(target, clients, WARMING_SECONDS)
          const before = process.cpuUsage()
          const took = await load(target, clients, SECONDS)
          const { user, system } = process.cpuUsage(before)
          const perSecond = took.length / SECONDS
          const cpu = (user + system) / took.length
          if (target.url === bare.url) Object.assign(ofBare, { perSecond, cpu })
          rows.push([
            target.what,
            clients,
            Math.round(perSecond),
            quantile(took, 0.99).toFixed(1),
            Math.round(cpu),
            (perSecond / ofBare.perSecond).toFixed(3),
            (cpu / ofBare.cpu).toFixed(1),
          ])
        }
      }
      return timedTable(
        [
          'target',
          'clients',
          time('requests/s'),
          time('p99 ms'),
          time('CPU µs each'),
          'requests ÷ bare server',
          'CPU ÷ bare server',
        ],
        rows,
      )
    } finally {
      await bare.stop()
      await laptop.stop()
      rmSync(stateDir, { recursive: true })
    }
  },
}
