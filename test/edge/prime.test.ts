import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { handler } from '../../functions/people/get-me.ts'
import { functionBuild } from '../../infra/bundle/function-build.ts'
import { lazyModules } from '../../infra/bundle/lazy-modules.ts'
import { trimming } from '../../infra/bundle/trimming.ts'
import { ROOT } from '../../local/state.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { getMe } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, eventFor } from '../support/describe/call.ts'
import { useTestTable } from '../support/table/test-table.ts'

/** The longest that priming may keep a call, and what a busy machine adds. */
const MOST_MS = 1_000 + 1_500

const Told = z.object({
  milliseconds: z.number(),
  printed: z.array(z.string()),
  statusCode: z.int(),
})

const email = EmailAddress.parse('priming@example.com')
const somebody = { email, sub: 'sub of priming' }

const endpointOf = (address: AddressInfo | string | null): string =>
  `http://127.0.0.1:${z.object({ port: z.int() }).parse(address).port}`

/** A function's folder: the entry as it is deployed, beside some code. */
const folderWith = (code?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'primed-'))
  copyFileSync(join(ROOT, 'infra', 'bundle', 'primed.mjs'), join(folder, 'primed.mjs'))
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}')
  if (code !== undefined) writeFileSync(join(folder, 'index.js'), code)
  return folder
}

/** Starts what is in a folder in a process of its own, whose table is at an endpoint, and calls it once as somebody or nobody. */
const started = async (folder: string, endpoint: string, as?: arrange.Somebody) => {
  const event = JSON.stringify(eventFor(getMe, as, {}))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'primed-child.ts'), folder, event], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      TABLE_NAME: 'table',
      FIRST_STAFF_MEMBER: 'first@vendor.example.com',
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const told = child.stdio[3]
  if (!(told instanceof Readable)) throw new Error('The child has nothing to tell by')
  const [said, [exitCode]] = await Promise.all([text(told), once(child, 'exit')])
  expect(exitCode).toBe(0)
  return Told.parse(JSON.parse(said))
}

describe('the entry of an HTTP function', () => {
  const CALLED = 'exports.handler = async () => ({ statusCode: 200 })\n'

  it.each([
    ['has none', ''],
    ['fails', 'exports.handler.prime = async () => { throw new Error("late") }'],
    ['fails at once', 'exports.handler.prime = () => { throw new Error("at once") }'],
  ])('hands over at once where priming %s', async (_what, priming) => {
    const { milliseconds, ...told } = await started(folderWith(CALLED + priming), '')
    expect(told).toEqual({ printed: [], statusCode: 200 })
    expect(milliseconds).toBeLessThan(1_000)
  })

  it('hands over after 1 s where priming never ends, and survives that it fails after that', async () => {
    const hanging = `
let fail
exports.handler = async () => {
  fail(new Error('after the call'))
  await new Promise(setImmediate)
  return { statusCode: 200 }
}
exports.handler.prime = () => new Promise((_resolve, reject) => { fail = reject })`
    const { milliseconds, ...told } = await started(folderWith(hanging), '')
    expect(told).toEqual({ printed: [], statusCode: 200 })
    expect(milliseconds).toBeGreaterThan(900)
    expect(milliseconds).toBeLessThan(MOST_MS)
  })
})

describe('priming a function', () => {
  let folder: string
  beforeAll(async () => {
    folder = folderWith()
    await build({
      ...functionBuild(
        [{ in: 'functions/people/get-me.ts', out: 'index' }],
        [lazyModules(() => undefined), trimming().plugin],
      ),
      outdir: folder,
      write: true,
    })
  })

  it.each<readonly [string, () => Promise<{ readonly endpoint: string; readonly server?: Server }>]>([
    [
      'is refused',
      async () => {
        const server = createServer().listen(0, '127.0.0.1')
        await once(server, 'listening')
        const endpoint = endpointOf(server.address())
        server.close()
        await once(server, 'close')
        return { endpoint }
      },
    ],
    ['has no address', async () => ({ endpoint: 'http://table.invalid:8000' })],
    [
      'is never answered',
      async () => {
        const server = createServer(() => undefined).listen(0, '127.0.0.1')
        await once(server, 'listening')
        return { endpoint: endpointOf(server.address()), server }
      },
    ],
    [
      'ends within the answer',
      async () => {
        const server = createServer((socket) => {
          socket.on('error', () => undefined)
          socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhealthy'))
        }).listen(0, '127.0.0.1')
        await once(server, 'listening')
        return { endpoint: endpointOf(server.address()), server }
      },
    ],
  ])(
    'neither fails nor delays a call beyond 1 s, nor prints, where its connection %s',
    async (_what, open) => {
      const opened = await open()
      const { milliseconds, ...told } = await started(folder, opened.endpoint)
      expect(told).toEqual({ printed: [], statusCode: 401 })
      expect(milliseconds).toBeLessThan(MOST_MS)
      opened.server?.close()
    },
  )

  it('asks the table nothing but for a connection, unsigned, and the first call uses that', async () => {
    const asked: object[] = []
    const connections = new Set<object>()
    const server = createHttpServer((request, response) => {
      connections.add(request.socket)
      const { method, url, headers } = request
      asked.push({ method, url, signed: headers.authorization !== undefined })
      request.resume().once('end', () => {
        response.statusCode = method === 'GET' ? 200 : 400
        response.end(method === 'GET' ? 'healthy' : '{"__type":"ValidationException"}')
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { printed, statusCode } = await started(folder, endpointOf(server.address()), somebody)
    server.close()
    expect({ printed, statusCode }).toEqual({ printed: [], statusCode: 500 })
    expect(asked).toEqual([
      { method: 'GET', url: '/', signed: false },
      { method: 'POST', url: '/', signed: true },
    ])
    expect(connections.size).toBe(1)
  })
})

describe('a request while and after its function is primed', () => {
  const table = useTestTable()

  it('sees what is in the table under the very key that priming reads, and priming changes nothing there', async () => {
    await arrange.setPerson(somebody, (person) => ({ ...person, staffRoles: ['finance'] }))
    const before = await table.items()
    const roles = async () => (await call(getMe, handler, somebody, {})).body['staffRoles']
    const [during] = await Promise.all([roles(), handler.prime(), roles()])
    expect(during).toEqual(['finance'])
    expect(await roles()).toEqual(['finance'])
    expect(await table.items()).toEqual(before)
  })
})
