import * as z from 'zod'
import { canonicalHost } from '../kernel/domain-name.ts'

/** A domain to look up, in any spelling, read into its canonical one (R11); it needs no public suffix list, as no customer has a public suffix. */
export const DomainToFind = /* @__PURE__ */ z
  .string()
  .max(255)
  .overwrite((text) => canonicalHost(text.trim()) ?? text)
  .refine(
    (text) => canonicalHost(text) === text,
    'must be a domain such as example.co.th, without scheme, port or path',
  )
  .meta({ id: 'DomainToFind', pattern: '^[^/\\\\@:?#%\\[\\]]+$', examples: ['example.co.th'] })
