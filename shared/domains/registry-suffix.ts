import { parse } from 'tldts'
import { isPrivateRegistry } from './private-registries.ts'

/** In the public suffix list, but no organisation can register a name below them: reverse zones, home networks (RFC 8375) and Tor (RFC 7686). */
const SPECIAL_USE: readonly string[] = ['arpa', 'onion']

const topLabel = (host: string): string => host.slice(host.lastIndexOf('.') + 1)

/**
 * The suffix of a host in A-labels below which anybody registers names, by the public suffix list; `undefined` where there is none, as for an address (R11, R30).
 * Bundles have a compact form of it, which `infra/bundle/suffix-rules.ts` makes of this one.
 */
export const registrySuffix = (host: string): string | undefined => {
  const { publicSuffix: own } = parse(host, { allowPrivateDomains: true })
  if (own !== null && isPrivateRegistry(own)) return own
  const { publicSuffix, isIp, isIcann } = parse(host, { allowPrivateDomains: false })
  return isIp || !isIcann || publicSuffix === null || SPECIAL_USE.includes(topLabel(host))
    ? undefined
    : publicSuffix
}
