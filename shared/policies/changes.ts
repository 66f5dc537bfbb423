import { changedMembers } from '../audit/changed-members.ts'
import type { Change, Stored } from '../table/record.ts'
import { deletePolicy, membersOf, type LivePolicy } from './policy.ts'
import { mailPolicyRecord } from './records.ts'

/** What the log shows of a policy; it stands in the log alone. */
const shown = (policy: LivePolicy) => ({ ...membersOf(policy) })

/** A policy that is created. */
export const mailPolicyCreated = (policy: LivePolicy): Change<'mailPolicy'> =>
  mailPolicyRecord.create(policy, { action: 'mail-policy.created', after: shown(policy) })

/** The next version of a policy, or nothing where it does not differ. */
export const mailPolicyUpdated = (previous: Stored<LivePolicy>, next: LivePolicy): Change<'mailPolicy'>[] => {
  const { names, before, after } = changedMembers(shown(previous), shown(next))
  if (names.length === 0) return []
  const event = { action: 'mail-policy.updated', details: { changed: names }, before, after } as const
  return [mailPolicyRecord.replace(previous, next, event)]
}

/** Deletes a policy; the users who have it are not looked at (R57). */
export const mailPolicyDeleted = (policy: Stored<LivePolicy>): Change<'mailPolicy'> =>
  mailPolicyRecord.replace(policy, deletePolicy(policy), {
    action: 'mail-policy.deleted',
    before: shown(policy),
    after: { state: 'deleted' },
  })
