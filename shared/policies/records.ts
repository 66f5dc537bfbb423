import type { CustomerId, MailPolicyId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { MailPolicy } from './policy.ts'

/** The partition of an organisation's mail policies. */
export const mailPolicyPartition = (customerId: CustomerId): string => `POLICIES#${customerId}`

/** Each policy has an audit chain of its own. */
export const mailPolicyRecord = /* @__PURE__ */ entity({
  kind: 'mailPolicy',
  schema: MailPolicy,
  key: ({ customerId, policyId }: { readonly customerId: CustomerId; readonly policyId: MailPolicyId }) => ({
    pk: mailPolicyPartition(customerId),
    sk: `POLICY#${policyId}`,
  }),
  chain: ({ policyId }) => `POLICY#${policyId}`,
  loggedFor: ({ customerId }) => customerId,
})
