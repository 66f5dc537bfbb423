import { canonicalHost, domainIn } from '../kernel/domain-name.ts'

/** A domain to look up, in any spelling, read into its canonical one (R11); it needs no public suffix list, as no customer has a public suffix. */
export const DomainToFind = /* @__PURE__ */ domainIn((text) => canonicalHost(text.trim())).meta({
  id: 'DomainToFind',
})
