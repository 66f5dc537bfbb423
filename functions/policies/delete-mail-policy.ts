import { mailPolicyDeleted } from '../../shared/policies/changes.ts'
import { deleteMailPolicy } from '../../shared/policies/contract.ts'
import { livePolicy } from '../../shared/policies/policy.ts'
import { mailPolicyRecord } from '../../shared/policies/records.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: mailPolicyRecord }

export const handler = serveManaged(deleteMailPolicy, reads, ({ found }) => {
  const policy = livePolicy(found)
  const { policyId } = policy
  return { answer: { policyId }, changes: [mailPolicyDeleted(policy)] }
})
