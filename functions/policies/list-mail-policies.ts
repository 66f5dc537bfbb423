import { listMailPolicies } from '../../shared/policies/contract.ts'
import { isLive } from '../../shared/policies/policy.ts'
import { mailPolicyPartition, mailPolicyRecord } from '../../shared/policies/records.ts'
import { mailPolicyView } from '../../shared/policies/view.ts'
import { answerPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'

export const handler = serveManaged(listMailPolicies, (request) =>
  answerPage(
    listMailPolicies,
    request,
    mailPolicyRecord,
    { partition: mailPolicyPartition(request.customer.customerId), newestFirst: true },
    (policy) => (isLive(policy) ? mailPolicyView(policy, policy.version) : undefined),
  ),
)
