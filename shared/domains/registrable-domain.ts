import { registrySuffix } from './registry-suffix.ts'

/** The registrable domain above a host by the public suffix list; `undefined` for a public suffix, that of a private registry, an address or no name (R11, R30). */
export const registrableDomain = (host: string): string | undefined => {
  const suffix = registrySuffix(host)
  if (suffix === undefined || suffix === host) return undefined
  const names = host.slice(0, -suffix.length - 1)
  return host.slice(names.lastIndexOf('.') + 1)
}

/** The domain that a trial of a customer's domain counts for: the registrable one (R30). */
export const trialDomain = (domain: string): string => registrableDomain(domain) ?? domain
