import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { GroupId, UserId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import type { PresentUser } from '../users/user.ts'
import { WhoMaySend, type LiveGroup } from './group.ts'

/** A group as everybody who administers the organisation sees it, with the version that this is. */
export const GroupView = /* @__PURE__ */ z
  .strictObject({
    groupId: GroupId,
    address: EmailAddress,
    name: /* @__PURE__ */ z.string(),
    whoMaySend: WhoMaySend,
    createdAt: Instant,
    version: /* @__PURE__ */ z.int(),
  })
  .meta({ id: 'Group' })

/** A user as a member of a group. */
export const GroupMember = /* @__PURE__ */ z
  .strictObject({ userId: UserId, email: EmailAddress, name: /* @__PURE__ */ z.string() })
  .meta({ id: 'GroupMember' })

/** The group as shown, with the version that this is. */
export const groupView = (
  { groupId, address, name, whoMaySend, createdAt }: LiveGroup,
  version: number,
): z.input<typeof GroupView> => ({ groupId, address, name, whoMaySend, createdAt, version })

/** The group as shown after changes to it: the next version, or the one that was read where there is none. */
export const groupAfter = (
  { version }: { readonly version: number },
  next: LiveGroup,
  changes: readonly unknown[],
) => groupView(next, version + (changes.length > 0 ? 1 : 0))

/** The user as a member of a group. */
export const groupMember = ({
  userId,
  email,
  firstName,
  lastName,
}: PresentUser): z.input<typeof GroupMember> => ({
  userId,
  email,
  name: `${firstName} ${lastName}`.trim(),
})
