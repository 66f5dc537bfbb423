import { mkdtempSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { callApi } from '../local/call.ts'
import { serveHttp } from '../local/loopback.ts'
import { startLaptop } from '../local/laptop.ts'
import { FIRST_STAFF_MEMBER } from '../local/people.ts'
import { ROOT } from '../local/state.ts'
import { synthesize } from '../local/synthesize.ts'
import { quantile, table, type Benchmark } from './benchmark.ts'

const SECONDS = 5
const WARMING_SECONDS = 2
const CLIENTS = [1, 16] as const

interface Target {
  readonly what: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}

const ask = ({ url, headers = {} }: Target, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.once('error', reject)
    asked.end()
  })

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
  about: `Requests per second and the 99th percentile through the laptop (gateway, sign-on check, permission check and functions in worker threads, table beside it), with ${CLIENTS.join(' and ')} clients for ${SECONDS} s each, against a bare HTTP server. All of it, clients included, shares this machine.`,
  run: async () => {
    const assemblyDir = join(ROOT, 'cdk.out')
    await synthesize(assemblyDir)
    const laptop = await startLaptop({ stateDir: mkdtempSync(join(tmpdir(), 'bench-')), assemblyDir })
    const bare = await serveHttp(0, (_request, response) => void response.end('{}'))
    try {
      const { api } = laptop.addresses
      const path = '/me'
      await callApi(laptop.addresses, { as: FIRST_STAFF_MEMBER, method: 'GET', path, answer: z.unknown() })
      const headers = { authorization: `Bearer ${await laptop.token(FIRST_STAFF_MEMBER)}` }
      const targets: Target[] = [
        { what: 'bare HTTP server', url: bare.url },
        { what: 'getHealth: no table', url: `${api}/v1/health` },
        { what: 'getMe: sign-on, one read', url: `${api}/v1${path}`, headers },
      ]
      const rows = []
      for (const clients of CLIENTS) {
        let ofBare = 0
        for (const target of targets) {
          await load(target, clients, WARMING_SECONDS)
          const took = await load(target, clients, SECONDS)
          const perSecond = took.length / SECONDS
          if (target.url === bare.url) ofBare = perSecond
          rows.push([
            target.what,
            clients,
            Math.round(perSecond),
            quantile(took, 0.99).toFixed(1),
            (perSecond / ofBare).toFixed(3),
          ])
        }
      }
      return table(['target', 'clients', 'requests/s', 'p99 ms', '÷ bare server'], rows)
    } finally {
      await bare.stop()
      await laptop.stop()
    }
  },
}
