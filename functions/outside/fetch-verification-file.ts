import { request as requestHttp, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import * as z from 'zod'
import type { Fetched } from '../../shared/domains/verification-file.ts'
import { askAddresses } from './dns.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { world } from './world.ts'

const LONGEST_MS = 5_000
const LONGEST_ASKING_MS = 4_000
const MOST_BYTES = 64 * 1_024

/** The ports of a web server by scheme. */
interface Ports {
  readonly http: number
  readonly https: number
}
const PUBLIC_PORTS: Ports = { http: 80, https: 443 }

/** The address to connect to, or why there is none. */
type Target = { readonly address: string; readonly ports: Ports } | { readonly refusal: string }

/** Chooses the one address to connect to: the first public one or, if a local web server is allowed, one on loopback (R23). */
export const targetOf = (addresses: readonly string[], local?: Ports): Target => {
  for (const address of addresses) {
    if (isPublicAddress(address)) return { address, ports: PUBLIC_PORTS }
    if (local && isLoopbackAddress(address)) return { address, ports: local }
  }
  const [first] = addresses
  return {
    refusal:
      first === undefined
        ? 'The domain has no address.'
        : `The domain points to ${first}, which is no public address.`,
  }
}

const LocalPorts = z.string().regex(/^[1-9]\d{0,4},[1-9]\d{0,4}$/, 'must be two ports: <http>,<https>')

/**
 * The ports of a web server on loopback that replaces public ones, as `LOOPBACK_WEB_PORTS=<http>,<https>`.
 * No template sets it, and it has an effect only on a stage with a programme clock, so never in production (R23).
 */
export const localPorts = (): Ports | undefined => {
  const wanted = world.optionalSetting('LOOPBACK_WEB_PORTS')
  if (wanted === undefined || !world.hasClock()) return undefined
  const [http = 0, https = 0] = LocalPorts.parse(wanted).split(',').map(Number)
  return { http, https }
}

const REASONS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'The web server of the domain did not answer in time.',
  ETIMEDOUT: 'The web server of the domain did not answer in time.',
  ECONNREFUSED: 'The web server of the domain refused the connection.',
  ECONNRESET: 'The web server of the domain broke the connection off.',
  EHOSTUNREACH: 'The web server of the domain cannot be reached.',
  ENETUNREACH: 'The web server of the domain cannot be reached.',
}

const reasonOf = (error: unknown): string => {
  const { code } = z
    .object({ code: z.string().default('') })
    .catch({ code: '' })
    .parse(error)
  return REASONS[code] ?? `The web server of the domain gave no usable answer${code ? ` (${code})` : ''}.`
}

interface Place {
  readonly scheme: keyof Ports
  readonly domain: string
  readonly path: string
  readonly address: string
  readonly port: number
}

/** Asks one address, and no other, for the file in the name of the domain; redirects are answers, and no more than 64 KB are read. */
const fetchAt = ({ scheme, domain, path, address, port }: Place, signal: AbortSignal): Promise<Fetched> =>
  new Promise((resolve) => {
    const place = { url: `${scheme}://${domain}${path}`, address }
    const fail = (reason: string): void => resolve({ ...place, known: false, reason })
    const options: RequestOptions & { servername: string } = {
      host: address,
      port,
      path,
      signal,
      agent: false,
      servername: domain,
      headers: {
        host: domain,
        accept: 'text/html, text/plain',
        'accept-encoding': 'identity',
        'user-agent': 'workplace-partner-programme domain verification',
      },
    }
    const request = scheme === 'https' ? requestHttps(options) : requestHttp(options)
    request.on('error', (error) => fail(reasonOf(error)))
    request.on('close', () => fail(reasonOf(undefined)))
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      const chunks: Buffer[] = []
      let size = 0
      const answered = (isWhole: boolean): void => {
        const body = Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8')
        resolve({ ...place, known: true, status, body, isWhole })
        request.destroy()
      }
      if (status !== 200) return answered(true)
      response.on('error', (error) => fail(reasonOf(error)))
      response.on('end', () => answered(true))
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > MOST_BYTES) answered(false)
      })
    })
    request.end()
  })

/**
 * Fetches a domain's verification file over http and https, within five seconds in all (R23).
 * The name is resolved once. Both requests connect to that one public address, even if the name resolves to another one later.
 */
export const fetchVerificationFile = async (
  domain: string,
  path: string,
): Promise<{ answers: readonly Fetched[]; servers: readonly string[] }> => {
  const signal = AbortSignal.timeout(LONGEST_MS)
  const { lookup, servers } = await askAddresses(domain, LONGEST_ASKING_MS)
  const nowhere = (reason: string) => ({
    answers: [{ known: false as const, url: `http://${domain}${path}`, reason }],
    servers,
  })
  if (!lookup.known) return nowhere(lookup.reason)
  const target = targetOf(lookup.found, localPorts())
  if ('refusal' in target) return nowhere(target.refusal)
  const { address, ports } = target
  const schemes = ['http', 'https'] as const
  const answers = await Promise.all(
    schemes.map((scheme) => fetchAt({ scheme, domain, path, address, port: ports[scheme] }, signal)),
  )
  return { answers, servers }
}
