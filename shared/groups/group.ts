import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, GroupId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Name } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'

/** Who may send mail to a group: anyone, the users of the organisation, or its members alone (R57). */
export const WhoMaySend = /* @__PURE__ */ z
  .enum(['anyone', 'organization', 'members'])
  .meta({ id: 'WhoMaySend' })

/** A group of users of an organisation who share an address; its members are rows of their own (R57). */
export const LiveGroup = z.object({
  groupId: GroupId,
  customerId: CustomerId,
  state: z.literal('live'),
  address: EmailAddress,
  name: z.string(),
  whoMaySend: WhoMaySend,
  createdAt: Instant,
})
export type LiveGroup = z.infer<typeof LiveGroup>

/** What is kept of a group that is deleted: that there was one. */
export const DeletedGroup = LiveGroup.pick({ groupId: true, customerId: true, createdAt: true }).extend({
  state: z.literal('deleted'),
})
export type DeletedGroup = z.infer<typeof DeletedGroup>

/** A group of an organisation. */
export const Group = z.discriminatedUnion('state', [LiveGroup, DeletedGroup])
export type Group = z.infer<typeof Group>

/** How a group is called. */
export const GroupName = () => Name(100)

/** What is updated of a group, as a JSON merge patch (RFC 7396): an absent member stays, and none can be removed. */
export const GroupPatch = /* @__PURE__ */ z.strictObject({
  name: /* @__PURE__ */ GroupName().optional(),
  whoMaySend: /* @__PURE__ */ WhoMaySend.optional(),
})
export type GroupPatch = z.infer<typeof GroupPatch>

export const groupNotFound = /* @__PURE__ */ problem('group-not-found', {
  kind: 'missing',
  title: 'There is no such group',
  advice: 'Choose a group from the list of groups.',
})
export const groupMemberNotFound = /* @__PURE__ */ problem('group-member-not-found', {
  kind: 'missing',
  title: 'The user is no member of the group',
  advice: 'Choose a member from the list of its members.',
})

/** Whether a group is not deleted. */
export const isLive = <G extends Group>(group: G): group is G & LiveGroup => group.state === 'live'

/** The group of the organisation; a deleted one answers like a missing one. */
export const liveGroup = <G extends Group>(group: G): G & LiveGroup => {
  if (!isLive(group)) throw groupNotFound()
  return group
}

/** A group as it is created, without members. */
export const create = (
  group: Pick<LiveGroup, 'groupId' | 'customerId' | 'address' | 'name' | 'whoMaySend'>,
  at: Instant,
): LiveGroup => ({ ...group, state: 'live', createdAt: at })

/** The group with the patch applied. */
export const update = (group: LiveGroup, { name, whoMaySend }: GroupPatch): LiveGroup => ({
  ...group,
  name: name ?? group.name,
  whoMaySend: whoMaySend ?? group.whoMaySend,
})

/** Deletes a group for good, without a look at its members. */
export const deleteGroup = ({ groupId, customerId, createdAt }: LiveGroup): DeletedGroup => ({
  groupId,
  customerId,
  createdAt,
  state: 'deleted',
})
