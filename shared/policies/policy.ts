import * as z from 'zod'
import { CustomerId, MailPolicyId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/** With whom users may exchange mail. */
export const Correspondents = z.discriminatedUnion('with', [
  z.strictObject({ with: z.enum(['anyone', 'organization']) }),
  z.strictObject({ with: z.literal('domains'), domains: z.array(z.string()) }),
])

/** Rules for the mail of users; it names no address, so that it redirects nobody's mail (R57). A deleted one counts as none. */
export const MailPolicy = z.object({
  policyId: MailPolicyId,
  customerId: CustomerId,
  state: z.enum(['live', 'deleted']),
  name: z.string(),
  sendTo: Correspondents,
  receiveFrom: Correspondents,
  forwarding: z.enum(['anywhere', 'organization', 'blocked']),
  imap: z.boolean(),
  pop: z.boolean(),
  activeSync: z.boolean(),
  attachmentMegabytes: z.int(),
  createdAt: Instant,
})
export type MailPolicy = z.infer<typeof MailPolicy>

export const mailPolicyNotFound = /* @__PURE__ */ problem('mail-policy-not-found', {
  kind: 'missing',
  title: 'There is no such mail policy',
  advice: 'Choose a policy from the list of mail policies.',
})

/** The policy of the organisation; a deleted one answers like a missing one. */
export const livePolicy = <P extends MailPolicy>(policy: P | undefined): P => {
  if (policy?.state !== 'live') throw mailPolicyNotFound()
  return policy
}
