import * as z from 'zod'
import { SessionId } from '../kernel/id.ts'
import type { Language } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { delegationWords } from '../words/delegation/words.ts'
import { ALLOWED } from './delegation-policy.ts'
import { FORBIDDEN } from './forbidden.ts'
import type { ManagementSession } from './session.ts'

/** What a partner admin may do in an organisation, by operation, and the ten that it never does, by code and title (R51). */
export const DelegationPolicy = z
  .strictObject({
    allowed: z.array(z.enum(ALLOWED)),
    forbidden: z.array(z.strictObject({ code: z.enum(FORBIDDEN), title: z.string() })),
  })
  .meta({ id: 'DelegationPolicy' })

/** The policy, with its titles in a language. */
export const delegationPolicy = (language: Language): z.input<typeof DelegationPolicy> => {
  const words = delegationWords[language]
  return {
    allowed: [...ALLOWED],
    forbidden: FORBIDDEN.map((code) => ({ code, title: words.forbidden[code] })),
  }
}

/** An open session as its partner admin sees it, with the banner in the language that was asked for (R50). */
export const SessionView = z
  .strictObject({
    sessionId: SessionId,
    banner: z.string(),
    ...DelegationPolicy.shape,
    openedAt: Instant,
    endsAt: Instant,
    latestEndsAt: Instant,
    reason: z.string().optional(),
  })
  .meta({ id: 'ManagementSession' })

/** The session of a customer with this domain. */
export const sessionView = (
  { sessionId, openedAt, endsAt, latestEndsAt, reason }: ManagementSession,
  domain: string,
  language: Language,
): z.input<typeof SessionView> => ({
  sessionId,
  banner: delegationWords[language].banner.replace('{domain}', domain),
  ...delegationPolicy(language),
  openedAt,
  endsAt,
  latestEndsAt,
  ...(reason === undefined ? {} : { reason }),
})
