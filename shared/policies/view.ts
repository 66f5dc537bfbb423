import * as z from 'zod'
import { LivePolicy, membersOf } from './policy.ts'

/** A policy as everybody who administers the organisation sees it, with the version that this is. */
export const MailPolicyView = /* @__PURE__ */ z
  .strictObject({
    ...LivePolicy.omit({ customerId: true, state: true }).shape,
    version: /* @__PURE__ */ z.int(),
  })
  .meta({ id: 'MailPolicy' })

/** The policy as shown, with the version that this is. */
export const mailPolicyView = (policy: LivePolicy, version: number): z.input<typeof MailPolicyView> => {
  const { policyId, createdAt } = policy
  return { policyId, ...membersOf(policy), createdAt, version }
}
