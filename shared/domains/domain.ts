import type * as z from 'zod'
import { canonicalHost, domainIn } from '../kernel/domain-name.ts'
import { registrableDomain } from './registrable-domain.ts'

/** The one spelling of a customer's domain: A-labels, lower case, no trailing dot; `undefined` unless it can be registered (R11). */
export const canonicalDomain = (text: string): string | undefined => {
  const host = canonicalHost(text.trim())
  return host !== undefined && registrableDomain(host) !== undefined ? host : undefined
}

/** A domain in any spelling, read into its canonical one. */
export const DomainName = /* @__PURE__ */ domainIn(canonicalDomain).meta({ id: 'DomainName' })
export type DomainName = z.infer<typeof DomainName>
