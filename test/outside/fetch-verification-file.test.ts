import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  fetchVerificationFile,
  localPorts,
  targetOf,
} from '../../functions/outside/fetch-verification-file.ts'
import { diagnoseFile } from '../../shared/domains/verification-file.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import { startChangingDns, type ChangingDns } from '../support/faults/changing-dns.ts'

const PATH = '/zohoverify/verifyforzoho.html'
const DOMAIN = 'example.co.th'
const NOBODY_LISTENS = 1

let dns: ChangingDns
let web: Server
let port: number
let served: IncomingMessage[]
let answer: RequestListener

const portOf = (server: Pick<Server, 'address'>): number => {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen')
  return address.port
}

beforeAll(async () => {
  dns = await startChangingDns()
  process.env['DNS_SERVERS'] = dns.address
  web = createServer((request, response) => {
    served.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  port = portOf(web)
})
afterAll(async () => {
  web.closeAllConnections()
  await Promise.all([dns.stop(), new Promise((resolve) => web.close(resolve))])
})
beforeEach(() => {
  served = []
  answer = (_request, response) => response.end('12345\n')
  process.env['PROGRAMME_CLOCK'] = 'on'
  process.env['LOOPBACK_WEB_PORTS'] = `${port},${NOBODY_LISTENS}`
})
afterEach(() => {
  vi.restoreAllMocks()
  delete process.env['LOOPBACK_WEB_PORTS']
  delete process.env['FETCH_LONGEST_MS']
})

const fetched = async () => {
  const { answers } = await fetchVerificationFile(DOMAIN, PATH)
  return answers
}

/** Keeps every connection from being made, and notes where it would have gone. */
const connectionsInstead = (): string[] => {
  const wanted: string[] = []
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...given: unknown[]) {
    const [first] = given
    const { host, port: to } = Object(Array.isArray(first) ? first[0] : first)
    wanted.push(`${host}:${to}`)
    process.nextTick(() => this.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })))
    return this
  })
  return wanted
}

describe('R23 the place that is connected to', () => {
  const publicPorts = { http: 80, https: 443 }
  const local = { http: 8080, https: 8443 }
  it('is the first public address, on ports 80 and 443 only', () => {
    expect(targetOf(['8.8.8.8', '1.1.1.1'])).toEqual({ address: '8.8.8.8', ports: publicPorts })
    expect(targetOf(['10.0.0.1', 'fd00::1', '8.8.8.8'])).toEqual({ address: '8.8.8.8', ports: publicPorts })
    expect(targetOf(['8.8.8.8'], local)).toEqual({ address: '8.8.8.8', ports: publicPorts })
  })
  it('is nowhere without a public address', () => {
    expect(targetOf([])).toEqual({ refusal: 'The domain has no address.' })
    expect(targetOf(['127.0.0.1', '10.0.0.1'])).toEqual({
      refusal: 'The domain points to 127.0.0.1, which is no public address.',
    })
    expect(targetOf(['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'], local)).toHaveProperty('refusal')
  })
  it('is a loopback address where a local web server is let in, on its ports', () =>
    expect(targetOf(['127.0.0.1'], local)).toEqual({ address: '127.0.0.1', ports: local }))
  it('is never a local web server without a programme clock, whatever is set', () => {
    process.env['LOOPBACK_WEB_PORTS'] = '8080,8443'
    expect(localPorts()).toEqual(local)
    delete process.env['PROGRAMME_CLOCK']
    expect(localPorts()).toBeUndefined()
  })
  it.each(['', '8080', '8080,x', '0,1', '-1,2', '8080,8443,1'])(
    'is refused outright for the ports "%s"',
    (ports) => {
      process.env['LOOPBACK_WEB_PORTS'] = ports
      expect(localPorts).toThrow()
    },
  )
})

describe('R23 fetching the file', () => {
  it('asks the pinned address in the name of the domain, over http and https, and reads the file', async () => {
    dns.resolveTo('127.0.0.1')
    expect(await fetched()).toEqual([
      {
        known: true,
        url: `http://${DOMAIN}${PATH}`,
        address: '127.0.0.1',
        status: 200,
        body: '12345\n',
        isWhole: true,
      },
      {
        known: false,
        url: `https://${DOMAIN}${PATH}`,
        address: '127.0.0.1',
        reason: 'The web server of the domain refused the connection.',
      },
    ])
    expect(served.map(({ method, url, headers }) => [method, url, headers.host])).toEqual([
      ['GET', PATH, DOMAIN],
    ])
    expect(served[0]?.headers).not.toHaveProperty('cookie')
  })

  it('resolves once: a name that is public first and private then leads to the public address alone', async () => {
    delete process.env['LOOPBACK_WEB_PORTS']
    dns.resolveTo('8.8.8.8', '127.0.0.1', '169.254.169.254')
    const wanted = connectionsInstead()
    await fetched()
    expect(wanted.sort()).toEqual(['8.8.8.8:443', '8.8.8.8:80'])
    expect(dns.questions.filter((question) => question.startsWith('A '))).toEqual([`A ${DOMAIN}`])
  })

  it('resolves once: what the name resolves to afterwards changes nothing', async () => {
    dns.resolveTo('127.0.0.1', '10.0.0.1')
    expect((await fetched())[0]).toMatchObject({ known: true, status: 200 })
    expect([...dns.questions].sort()).toEqual([`A ${DOMAIN}`, `AAAA ${DOMAIN}`])
    expect((await fetched())[0]).toMatchObject({ known: false, reason: expect.stringContaining('10.0.0.1') })
    expect(served).toHaveLength(1)
  })

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ])('connects nowhere for %s', async (address) => {
    delete process.env['LOOPBACK_WEB_PORTS']
    dns.resolveTo(address)
    const wanted = connectionsInstead()
    expect(await fetched()).toEqual([
      {
        known: false,
        url: `http://${DOMAIN}${PATH}`,
        reason: `The domain points to ${address}, which is no public address.`,
      },
    ])
    expect(wanted).toEqual([])
  })

  it('names the domain to an https server (SNI), and believes no certificate but a valid one', async () => {
    const named: string[] = []
    const secure = createTlsServer({
      SNICallback: (name, done) => {
        named.push(name)
        done(new Error('There is no certificate'))
      },
    })
    secure.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    process.env['LOOPBACK_WEB_PORTS'] = `${NOBODY_LISTENS},${portOf(secure)}`
    dns.resolveTo('127.0.0.1')
    const [, overTls] = await fetched()
    expect(overTls).toMatchObject({ known: false, url: `https://${DOMAIN}${PATH}` })
    expect(named).toEqual([DOMAIN])
    await new Promise((resolve) => secure.close(resolve))
  })

  it('tells the TLS error where http leads to an https that fails', async () => {
    process.env['LOOPBACK_WEB_PORTS'] = `${port},${port}`
    answer = (_request, response) => response.writeHead(301, { location: `https://${DOMAIN}${PATH}` }).end()
    dns.resolveTo('127.0.0.1')
    const record = verificationRecord(DOMAIN, '1'.repeat(39), 'HTML')
    expect(diagnoseFile(record, await fetched(), [])).toMatchObject({
      result: 'unknown',
      asked: { name: `https://${DOMAIN}${PATH}` },
      reason: expect.stringMatching(/^TLS with the web server of the domain failed/),
    })
  })

  it('follows no redirect', async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end('x')
    dns.resolveTo('127.0.0.1')
    expect((await fetched())[0]).toMatchObject({
      known: true,
      status: 302,
      body: '',
      location: `http://127.0.0.1:${port}/secret`,
    })
    expect(served).toHaveLength(1)
  })

  it('reads at most 64 KB, and says that there was more', async () => {
    let isClosed: Promise<unknown> = Promise.resolve()
    answer = (_request, response) => {
      isClosed = new Promise((resolve) => response.on('close', resolve))
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        response.once('drain', more)
      }
      more()
    }
    dns.resolveTo('127.0.0.1')
    const [file] = await fetched()
    expect(file).toMatchObject({ known: true, status: 200, isWhole: false })
    expect(file?.known && file.body.length).toBe(65_536)
    await isClosed
  })

  const FILE = Buffer.from('12345\n')
  it.each([
    ['gzip', gzipSync(FILE)],
    ['x-gzip', gzipSync(FILE)],
    ['GZIP', gzipSync(FILE)],
    ['br', brotliCompressSync(FILE)],
    ['deflate', deflateSync(FILE)],
    ['deflate', deflateRawSync(FILE)],
    ['deflate, gzip', gzipSync(deflateSync(FILE))],
    ['identity', FILE],
    ['', FILE],
    ['gzip,', gzipSync(FILE)],
  ])('unpacks what a server packs although it was not asked to: %s (%#)', async (encoding, packed) => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed)
    dns.resolveTo('127.0.0.1')
    expect((await fetched())[0]).toMatchObject({ known: true, status: 200, body: '12345\n', isWhole: true })
  })

  const BOMB = Buffer.alloc(16 * 1_024 * 1_024)
  it.each([
    ['gzip', gzipSync(BOMB)],
    ['br', brotliCompressSync(BOMB)],
    ['deflate', deflateSync(BOMB)],
    ['deflate', deflateRawSync(BOMB)],
    ['gzip, gzip', gzipSync(gzipSync(BOMB))],
  ])(
    'makes no more than 64 KB of a packed file, and says that there was more: %s (%#)',
    async (encoding, bomb) => {
      expect(bomb.length).toBeLessThan(65_536)
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
      dns.resolveTo('127.0.0.1')
      expect((await fetched())[0]).toMatchObject({ known: true, status: 200, isWhole: false })
    },
  )

  it.each(['gzip', 'br', 'deflate'])('does not know a file that cannot be unpacked: %s', async (encoding) => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end('12345')
    dns.resolveTo('127.0.0.1')
    expect((await fetched())[0]).toMatchObject({
      known: false,
      reason: expect.stringMatching(/cannot be unpacked/),
    })
  })

  it.each(['zstd', 'compress', 'utf-8', 'constructor', 'gzip, zstd', 'zstd, gzip'])(
    'does not know a file in a coding that is not unpacked, small or large: %s',
    async (encoding) => {
      dns.resolveTo('127.0.0.1')
      for (const packed of [FILE, BOMB.subarray(0, 100_000)]) {
        answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed)
        expect((await fetched())[0]).toMatchObject({
          known: false,
          reason: expect.stringContaining(`not unpacked here (Content-Encoding: ${encoding})`),
        })
      }
    },
  )

  it('shows no packed bytes of a file of which not all is read', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(randomBytes(100_000))
    dns.resolveTo('127.0.0.1')
    expect((await fetched())[0]).toMatchObject({ known: true, status: 200, body: '', isWhole: false })
  })

  it.each([301, 403, 404, 503])('unpacks only what is read, and so no answer of HTTP %i', async (status) => {
    dns.resolveTo('127.0.0.1')
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd']) {
      answer = (_request, response) =>
        response.writeHead(status, { 'content-encoding': encoding }).end('not packed')
      expect((await fetched())[0]).toMatchObject({ known: true, status, body: '' })
    }
  })

  it.each(['x'.repeat(15_000), Array.from({ length: 2_000 }, () => 'br').join(', ')])(
    'quotes no more than the beginning of what a server says (%#)',
    async (encoding) => {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(FILE)
      dns.resolveTo('127.0.0.1')
      const [file] = await fetched()
      const reason = file?.known === false ? file.reason : ''
      expect(reason).toContain(`(Content-Encoding: ${encoding.slice(0, 300)}).`)
      expect(reason.length).toBeLessThan(500)
    },
  )

  it.each([
    ['breaks off', (response: Parameters<RequestListener>[1]) => response.socket?.destroy()],
    [
      'breaks off in the file',
      (response: Parameters<RequestListener>[1]) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('12345', () => response.socket?.destroy())
      },
    ],
    [
      'speaks something else',
      (response: Parameters<RequestListener>[1]) => response.socket?.end('SSH-2.0\r\n'),
    ],
    [
      'switches protocols',
      (response: Parameters<RequestListener>[1]) =>
        response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
    [
      'sends endless headers',
      (response: Parameters<RequestListener>[1]) =>
        response.socket?.end(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(10_000)}`),
    ],
  ])('does not know what a server holds that %s', async (_how, act) => {
    answer = (_request, response) => {
      act(response)
    }
    dns.resolveTo('127.0.0.1')
    expect((await fetched())[0]).toMatchObject({ known: false, reason: expect.any(String) })
  })

  it('gives up when its time is over, however slowly a server drips', async () => {
    process.env['FETCH_LONGEST_MS'] = '500'
    const dripping: NodeJS.Timeout[] = []
    answer = (_request, response) => {
      response.writeHead(200)
      dripping.push(setInterval(() => response.write('1'), 20))
    }
    dns.resolveTo('127.0.0.1')
    const began = performance.now()
    expect((await fetched())[0]).toMatchObject({ known: false, reason: expect.stringMatching(/in time/) })
    expect(performance.now() - began).toBeLessThan(4_000)
    dripping.forEach((drip) => clearInterval(drip))
  })

  it('does not know the file of a name without an address', async () => {
    dns.resolveTo()
    expect(await fetched()).toMatchObject([{ known: false, reason: 'The domain has no address.' }])
  })
})
