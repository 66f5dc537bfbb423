import * as z from 'zod'
import type { Fetched } from '../../shared/domains/verification-file.ts'
import { askAddresses } from './dns.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { world } from './world.ts'

/** The most that resolving and fetching may take together. */
const longestMs = (): number => Number(world.optionalSetting('FETCH_LONGEST_MS') ?? 5_000)
/** What resolving may take of it. */
const ASKING_SHARE = 0.8

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

/**
 * Fetches a domain's verification file over http and https, within five seconds in all unless set otherwise (R23).
 * The name is resolved once. Both requests connect to that one public address, even if the name resolves to another one later.
 */
export const fetchVerificationFile = async (
  domain: string,
  path: string,
): Promise<{ answers: readonly Fetched[]; servers: readonly string[] }> => {
  const signal = AbortSignal.timeout(longestMs())
  const { lookup, servers } = await askAddresses(domain, longestMs() * ASKING_SHARE)
  const nowhere = (reason: string) => ({
    answers: [{ known: false as const, url: `http://${domain}${path}`, reason }],
    servers,
  })
  if (!lookup.known) return nowhere(lookup.reason)
  const target = targetOf(lookup.found, localPorts())
  if ('refusal' in target) return nowhere(target.refusal)
  const { address, ports } = target
  // Only a domain that is verified by file needs it, and the bundle is near its limit.
  const { fetchAt } = await import('./fetch-at.ts')
  const schemes = ['http', 'https'] as const
  const answers = await Promise.all(
    schemes.map((scheme) => fetchAt({ scheme, domain, path, address, port: ports[scheme] }, signal)),
  )
  return { answers, servers }
}
