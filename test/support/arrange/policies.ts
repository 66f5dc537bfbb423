import { world } from '../../../functions/outside/world.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import { MailPolicyId } from '../../../shared/kernel/id.ts'
import { mailPolicyCreated, mailPolicyDeleted } from '../../../shared/policies/changes.ts'
import {
  create,
  livePolicy,
  type LivePolicy,
  type MailPolicyMembers,
} from '../../../shared/policies/policy.ts'
import { mailPolicyRecord } from '../../../shared/policies/records.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** What a policy says, unless told. */
export const POLICY: MailPolicyMembers = {
  name: 'Office',
  sendTo: { with: 'anyone' },
  receiveFrom: { with: 'domains', domains: ['example.com'] },
  forwarding: 'blocked',
  imap: true,
  pop: false,
  activeSync: true,
  attachmentMegabytes: 25,
}

const storedPolicy = async (of: Pick<LivePolicy, 'customerId' | 'policyId'>): Promise<Stored<LivePolicy>> =>
  livePolicy(await reader(world.table).find(mailPolicyRecord, of))

/** A mail policy of a verified customer. */
export const mailPolicy = async (
  { customerId }: { readonly customerId: CustomerId },
  more: Partial<MailPolicyMembers> = {},
): Promise<Stored<LivePolicy>> => {
  const policyId = MailPolicyId.parse(`pol_${newUlid()}`)
  const made = create({ ...POLICY, ...more, customerId, policyId }, await now())
  await commit(mailPolicyCreated(made))
  return storedPolicy(made)
}

/** Deletes a mail policy. */
export const deleteMailPolicy = async (of: Pick<LivePolicy, 'customerId' | 'policyId'>): Promise<void> =>
  commit(mailPolicyDeleted(await storedPolicy(of)))
