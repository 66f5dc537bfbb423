import { mailPolicyUpdated } from '../../shared/policies/changes.ts'
import { updateMailPolicy } from '../../shared/policies/contract.ts'
import { livePolicy, update } from '../../shared/policies/policy.ts'
import { mailPolicyRecord } from '../../shared/policies/records.ts'
import { mailPolicyView } from '../../shared/policies/view.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: mailPolicyRecord }

export const handler = serveManaged(updateMailPolicy, reads, ({ input, found }) => {
  const policy = livePolicy(found)
  const updated = update(policy, input)
  const changes = mailPolicyUpdated(policy, updated)
  return { answer: mailPolicyView(updated, policy.version + changes.length), changes }
})
