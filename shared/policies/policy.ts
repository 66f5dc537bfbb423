import * as z from 'zod'
import { canonicalHost, domainIn } from '../kernel/domain-name.ts'
import { CustomerId, MailPolicyId } from '../kernel/id.ts'
import { addFaults, namesOnce } from '../kernel/issue.ts'
import { problem } from '../kernel/problem.ts'
import { Name } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'

const MOST_DOMAINS = 50
const MOST_ATTACHMENT_MEGABYTES = 50

const mailDomain = (text: string): string | undefined => {
  const host = canonicalHost(text.trim())
  return host?.includes('.') ? host : undefined
}

const WITH = ['anyone', 'organization', 'domains'] as const

/** With whom users may exchange mail: anyone, the organisation, or the listed domains; never single addresses (R57). */
const Correspondents = () =>
  z
    .strictObject({
      with: z.enum(WITH),
      domains: z
        .array(domainIn(mailDomain))
        .min(1)
        .max(MOST_DOMAINS)
        .check(namesOnce('names a domain twice'))
        .optional()
        .meta({ description: 'Only and always where `with` is `domains`' }),
    })
    .superRefine((one, context) => {
      const isNeeded = one.with === 'domains'
      if (isNeeded === (one.domains !== undefined)) return
      const detail = 'must be there where with is domains, and only there'
      addFaults(context, [{ at: ['domains'], code: isNeeded ? 'required' : 'absent', detail }])
    })
    .meta({ id: 'Correspondents', examples: [{ with: 'domains', domains: ['example.co.th'] }] })

/** What a policy says, as it is set: whole, each member with a value; none names an address (R57). */
export const mailPolicyMembers = () => {
  const correspondents = Correspondents()
  return {
    name: Name(100),
    sendTo: correspondents,
    receiveFrom: correspondents,
    forwarding: z.enum(['anywhere', 'organization', 'blocked']),
    imap: z.boolean(),
    pop: z.boolean(),
    activeSync: z.boolean(),
    attachmentMegabytes: z.int().min(1).max(MOST_ATTACHMENT_MEGABYTES),
  }
}

const StoredCorrespondents = z.object({ with: z.enum(WITH), domains: z.array(z.string()).optional() })

/** Rules for the mail of users; it names no address, so that it redirects nobody's mail (R57). */
export const LivePolicy = z.object({
  policyId: MailPolicyId,
  customerId: CustomerId,
  state: z.literal('live'),
  name: z.string(),
  sendTo: StoredCorrespondents,
  receiveFrom: StoredCorrespondents,
  forwarding: z.enum(['anywhere', 'organization', 'blocked']),
  imap: z.boolean(),
  pop: z.boolean(),
  activeSync: z.boolean(),
  attachmentMegabytes: z.int(),
  createdAt: Instant,
})
export type LivePolicy = z.infer<typeof LivePolicy>

/** What is kept of a policy that is deleted, which counts as none for the users who have it (R57). */
export const DeletedPolicy = LivePolicy.pick({ policyId: true, customerId: true, createdAt: true }).extend({
  state: z.literal('deleted'),
})
export type DeletedPolicy = z.infer<typeof DeletedPolicy>

/** A mail policy of an organisation. */
export const MailPolicy = z.discriminatedUnion('state', [LivePolicy, DeletedPolicy])
export type MailPolicy = z.infer<typeof MailPolicy>

/** What a policy says. */
export type MailPolicyMembers = Omit<LivePolicy, 'policyId' | 'customerId' | 'state' | 'createdAt'>

export const mailPolicyNotFound = /* @__PURE__ */ problem('mail-policy-not-found', {
  kind: 'missing',
  title: 'There is no such mail policy',
  advice: 'Choose a policy from the list of mail policies.',
})

/** Whether a policy is not deleted. */
export const isLive = <P extends MailPolicy>(policy: P): policy is P & LivePolicy => policy.state === 'live'

/** The policy of the organisation; a deleted one answers like a missing one. */
export const livePolicy = <P extends MailPolicy>(policy: P | undefined): P & LivePolicy => {
  if (!policy || !isLive(policy)) throw mailPolicyNotFound()
  return policy
}

/** What a policy says, without whose it is. */
export const membersOf = ({
  name,
  sendTo,
  receiveFrom,
  forwarding,
  imap,
  pop,
  activeSync,
  attachmentMegabytes,
}: MailPolicyMembers): MailPolicyMembers => ({
  name,
  sendTo,
  receiveFrom,
  forwarding,
  imap,
  pop,
  activeSync,
  attachmentMegabytes,
})

/** A policy as it is created, which no user has yet. */
export const create = (
  policy: MailPolicyMembers & Pick<LivePolicy, 'policyId' | 'customerId'>,
  at: Instant,
): LivePolicy => ({ ...policy, state: 'live', createdAt: at })

/** The policy with all that it says replaced. */
export const update = (policy: LivePolicy, members: MailPolicyMembers): LivePolicy => ({
  ...policy,
  ...membersOf(members),
})

/** Deletes a policy for good, without a look at the users who have it. */
export const deletePolicy = ({ policyId, customerId, createdAt }: LivePolicy): DeletedPolicy => ({
  policyId,
  customerId,
  createdAt,
  state: 'deleted',
})
