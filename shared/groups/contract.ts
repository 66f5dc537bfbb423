import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId, GroupId, UserId } from '../kernel/id.ts'
import { namesOnce } from '../kernel/issue.ts'
import { addressOutsideDomain, addressReserved, addressTaken, DirectoryAddress } from '../users/address.ts'
import { userNotFound } from '../users/user.ts'
import { groupMemberNotFound, GroupName, groupNotFound, GroupPatch, WhoMaySend } from './group.ts'
import { GroupMember, GroupView } from './view.ts'

const MOST_ADDED = 20

const byId = { customerId: CustomerId, groupId: GroupId }

export const createGroup = /* @__PURE__ */ operation('createGroup', () => ({
  summary: 'Create a group of users with an address of its own',
  rules: ['R51', 'R52', 'R55', 'R57'],
  on: http('POST', '/organizations/{customerId}/groups', 201),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  idempotencyKey: 'accepted',
  reads: ['userAddress'],
  puts: ['group', 'userAddress'],
  input: z.strictObject({
    customerId: CustomerId,
    address: DirectoryAddress.meta({ examples: ['sales@example.co.th'] }),
    name: GroupName(),
    whoMaySend: WhoMaySend,
  }),
  output: GroupView,
  problems: [addressOutsideDomain, addressTaken, addressReserved],
}))

export const listGroups = /* @__PURE__ */ operation('listGroups', () => ({
  summary: 'List the groups of the organisation, newest first',
  rules: ['R51', 'R57'],
  on: http('GET', '/organizations/{customerId}/groups'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  lists: ['group'],
  needs: ['cursors'],
  input: z.strictObject({ customerId: CustomerId, ...pageInput }),
  output: pageOf(GroupView),
}))

export const getGroup = /* @__PURE__ */ operation('getGroup', () => ({
  summary: 'See a group and its members, by pages',
  rules: ['R51', 'R57'],
  on: http('GET', '/organizations/{customerId}/groups/{groupId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['group', 'user'],
  lists: ['groupMember'],
  needs: ['cursors'],
  input: z.strictObject({ ...byId, ...pageInput }),
  output: z.strictObject({ ...GroupView.shape, members: pageOf(GroupMember) }),
  problems: [groupNotFound],
}))

export const updateGroup = /* @__PURE__ */ operation('updateGroup', () => ({
  summary: 'Update the name of a group and who may send to it',
  rules: ['R51', 'R57'],
  on: http('PATCH', '/organizations/{customerId}/groups/{groupId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  ifMatch: 'group',
  reads: ['group'],
  puts: ['group'],
  input: z.strictObject({ ...byId, ...GroupPatch.shape }),
  output: GroupView,
  problems: [groupNotFound],
}))

export const deleteGroup = /* @__PURE__ */ operation('deleteGroup', () => ({
  summary: 'Delete a group for good',
  rules: ['R51', 'R55', 'R57'],
  on: http('DELETE', '/organizations/{customerId}/groups/{groupId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['group', 'userAddress'],
  puts: ['group', 'userAddress'],
  deletes: ['userAddress'],
  input: z.strictObject(byId),
  output: z.strictObject({ groupId: GroupId }),
  problems: [groupNotFound],
}))

export const addGroupMembers = /* @__PURE__ */ operation('addGroupMembers', () => ({
  summary: 'Add users to a group, all or none; who is a member already stays one',
  rules: ['R51', 'R57'],
  on: http('POST', '/organizations/{customerId}/groups/{groupId}/members'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  idempotencyKey: 'accepted',
  reads: ['group', 'groupMember', 'user'],
  puts: ['group', 'groupMember'],
  checks: ['user'],
  input: z.strictObject({
    ...byId,
    userIds: z.array(UserId).min(1).max(MOST_ADDED).check(namesOnce('names a user twice')),
  }),
  output: GroupView,
  problems: [groupNotFound, userNotFound],
}))

export const removeGroupMember = /* @__PURE__ */ operation('removeGroupMember', () => ({
  summary: 'Remove a user from a group',
  rules: ['R51', 'R57'],
  on: http('DELETE', '/organizations/{customerId}/groups/{groupId}/members/{userId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['group', 'groupMember', 'user'],
  puts: ['group'],
  deletes: ['groupMember'],
  input: z.strictObject({ ...byId, userId: UserId }),
  output: GroupView,
  problems: [groupNotFound, userNotFound, groupMemberNotFound],
}))
