import { describe, expect, it } from 'vitest'
import type { GroupPatch } from '../../shared/groups/group.ts'
import {
  create,
  deleteGroup,
  groupNotFound,
  isLive,
  liveGroup,
  update,
  type Group,
} from '../../shared/groups/group.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, GroupId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const of = {
  groupId: GroupId.parse('grp_01JN7ZK3M0000000000000000A'),
  customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
}
const live = create(
  { ...of, address: EmailAddress.parse('sales@example.co.th'), name: 'Sales', whoMaySend: 'anyone' },
  at,
)
const deleted = deleteGroup(live)

describe('R57 a group', () => {
  it('is live from its creation', () =>
    expect(live).toEqual({
      ...of,
      state: 'live',
      address: 'sales@example.co.th',
      name: 'Sales',
      whoMaySend: 'anyone',
      createdAt: at,
    }))

  it('keeps nothing of what it was once it is deleted', () =>
    expect(deleted).toEqual({ ...of, state: 'deleted', createdAt: at }))

  it.each<[Group['state'], Group, boolean]>([
    ['live', live, true],
    ['deleted', deleted, false],
  ])('that is %s is found or not, for every decision alike', (_state, group, isFound) => {
    expect(isLive(group)).toBe(isFound)
    if (isFound) expect(liveGroup(group)).toBe(group)
    else expect(refusal(() => liveGroup(group))).toBe(groupNotFound)
  })

  it.each<[string, GroupPatch, object]>([
    ['nothing', {}, {}],
    ['its name', { name: 'Support' }, { name: 'Support' }],
    ['who may send', { whoMaySend: 'members' }, { whoMaySend: 'members' }],
    [
      'both',
      { name: 'Support', whoMaySend: 'organization' },
      { name: 'Support', whoMaySend: 'organization' },
    ],
  ])('has %s updated, and keeps the rest', (_what, patch, changed) =>
    expect(update(live, patch)).toEqual({ ...live, ...changed }),
  )
})
