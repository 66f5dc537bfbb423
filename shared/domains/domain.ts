import { parse } from 'tldts'
import type * as z from 'zod'
import { canonicalHost, domainIn } from '../kernel/domain-name.ts'
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

/** The one spelling of a customer's domain: A-labels, lower case, no trailing dot; `undefined` unless it can be registered (R11). */
export const canonicalDomain = (text: string): string | undefined => {
  const host = canonicalHost(text.trim())
  return host !== undefined && registrableDomain(host) !== undefined ? host : undefined
}

/** A domain in any spelling, read into its canonical one. */
export const DomainName = /* @__PURE__ */ domainIn(canonicalDomain).meta({ id: 'DomainName' })
export type DomainName = z.infer<typeof DomainName>
