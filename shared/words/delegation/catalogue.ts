import type { ForbiddenCode } from '../../management/forbidden.ts'

/** What a partner admin is told about managing on behalf of an organisation, in one language. */
export interface DelegationWords {
  /** The sentence of a session; `{domain}` stands for the domain of the customer (R50). */
  readonly banner: string
  readonly forbidden: Readonly<Record<ForbiddenCode, string>>
}
