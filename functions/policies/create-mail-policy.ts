import { MailPolicyId } from '../../shared/kernel/id.ts'
import { mailPolicyCreated } from '../../shared/policies/changes.ts'
import { createMailPolicy } from '../../shared/policies/contract.ts'
import { create } from '../../shared/policies/policy.ts'
import { mailPolicyView } from '../../shared/policies/view.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

export const handler = serveManaged(createMailPolicy, ({ input, now }) => {
  const policy = create({ ...input, policyId: newId(MailPolicyId, 'pol', now) }, now)
  return { answer: mailPolicyView(policy, 1), changes: [mailPolicyCreated(policy)] }
})
