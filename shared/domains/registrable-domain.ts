import { parse } from 'tldts'
import { isPrivateRegistry } from './private-registries.ts'

/** In the public suffix list, but no organisation can register a name below them: reverse zones, home networks (RFC 8375) and Tor (RFC 7686). */
const SPECIAL_USE: readonly string[] = ['arpa', 'onion']

const topLabel = (host: string): string => host.slice(host.lastIndexOf('.') + 1)

/** The registrable domain above a host by the public suffix list; `undefined` for a public suffix, that of a private registry, an address or no name (R11, R30). */
export const registrableDomain = (host: string): string | undefined => {
  const { domain: own, publicSuffix } = parse(host, { allowPrivateDomains: true })
  if (publicSuffix !== null && isPrivateRegistry(publicSuffix)) return own ?? undefined
  const { domain, isIp, isIcann } = parse(host, { allowPrivateDomains: false })
  return isIp || !isIcann || domain === null || SPECIAL_USE.includes(topLabel(host)) ? undefined : domain
}

/** The domain that a trial of a customer's domain counts for: the registrable one (R30). */
export const trialDomain = (domain: string): string => registrableDomain(domain) ?? domain
