/**
 * The operations that a partner admin does on behalf of an organisation while a session is open (R51). A test compares them with the
 * declarations, which are too many for the bundle that shows this list.
 */
export const ALLOWED = [
  'addUsers',
  'listUsers',
  'getUser',
  'updateUser',
  'addAlias',
  'removeAlias',
  'createGroup',
  'listGroups',
  'getGroup',
  'updateGroup',
  'deleteGroup',
  'addGroupMembers',
  'removeGroupMember',
  'createMailPolicy',
  'listMailPolicies',
  'updateMailPolicy',
  'deleteMailPolicy',
  'getOrganizationSettings',
  'listAudit',
  'exportAudit',
] as const
