import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { refusedLines, withoutRefusals } from '../support/describe/expect-refusal.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { ask, codeOf, type Case } from './asking.ts'
import { MISSING, type Target } from './cast.ts'
import { directory, enter, SESSION_STATES, type SessionIs } from './managers.ts'

/** The ten, by the operations that do them; written down here once more, so that no declaration judges itself (R51). */
export const TEN: Readonly<Record<string, string>> = {
  changeSuperAdmin: 'changeSuperAdmin',
  setOrganizationTfa: 'setOrganizationTfa',
  changeUserRole: 'changeUserRole',
  changeUserProfilePicture: 'changeUserProfilePicture',
  resetUserPassword: 'resetUserPassword',
  deleteUser: 'deleteUser',
  backUpUserAccount: 'backUpUserAccount',
  editDashboard: 'editDashboard',
  getReferralProgram: 'useReferralProgram',
  useReferralProgram: 'useReferralProgram',
  changeContactsSync: 'changeContactsSync',
}

/** What the super admin alone does, of the ten. */
export const SUPER_ADMINS_OWN = ['changeSuperAdmin', 'changeUserRole']

/** What needs no management session, as it opens, shows or closes one. */
export const OPENING = ['openManagementSession', 'getManagementSession', 'closeManagementSession']

/** What is refused of an administrator's record to all but the super admin (R52, R56). */
export const OF_RANK = [
  'updateUser',
  'addAlias',
  'removeAlias',
  'changeUserProfilePicture',
  'resetUserPassword',
  'deleteUser',
  'backUpUserAccount',
]

/** What a gate refuses; every other refusal is one of an operation's own rules. */
export const GATE_CODES = [
  'not-signed-in',
  'another-person',
  'role-required',
  'customer-not-found',
  'partner-deactivated',
  'console-requires-workplace',
  'access-revoked',
  'forbidden-to-partner-admin',
  'domain-not-verified',
  'management-session-required',
]

/** Every operation on behalf of an organisation. */
export const managing = httpOperations.filter(
  ({ operation: { declaration } }) => declaration.onBehalf !== undefined,
)

/** How the access of the partner can be. */
export const GRANTS = ['granted', 'revoked', 'granted again', 'of another partner'] as const
export type Grant = (typeof GRANTS)[number]

export const RANKS = ['member', 'org-admin', 'super-admin'] as const
export type Rank = (typeof RANKS)[number]

/** An organisation and everybody who may ask something of it, in one state of its access and its domain. */
export const arrangeOrganization = async (grant: Grant, isVerified: boolean) => {
  const admins = SESSION_STATES.map((session) => ({ session, who: arrange.somebody('manager') }))
  const { partner } = await arrange.partner({ admins: admins.map(({ who }) => who) })
  const twoHatted = arrange.somebody('two-hatted')
  const elsewhere = arrange.somebody('elsewhere')
  const { partner: other } = await arrange.partner({ admins: [elsewhere, twoHatted] })
  const here = await directory(partner, twoHatted)
  const there = await directory(other, arrange.somebody('super-admin'))
  const { customerId } = here.customer
  for (const { session, who } of admins) await enter(session, who, customerId)
  for (const who of [elsewhere, twoHatted]) await arrange.openSession(who, there.customer.customerId)
  if (!isVerified) await arrange.unverify(customerId)
  if (grant === 'revoked' || grant === 'granted again') await arrange.revokeAccess(customerId)
  if (grant === 'granted again') await arrange.grantAccess(customerId)
  if (grant === 'of another partner') await arrange.moveCustomer(customerId)
  const stranger = arrange.somebody('stranger')
  const support = await arrange.staff('support')
  for (const who of [stranger, here.member, here.orgAdmin]) await arrange.bind(who)
  return { admins, here, there, elsewhere, twoHatted, stranger, support }
}
export type Organization = Awaited<ReturnType<typeof arrangeOrganization>>

/** The state of a session once the access is as told; a session that was opened under another access has ended. */
export const sessionUnder = (grant: Grant, session: SessionIs): SessionIs =>
  grant === 'granted again' && (session === 'open' || session === 'expired') ? 'ended' : session

/** Whether an operation names a user, whose rank matters. */
export const namesUser = ({ operation: { declaration } }: AreaOperation): boolean =>
  declaration.on.path.includes('{userId}') || 'userId' in declaration.input.shape

/** The organisation with a user of a rank. */
export const targetOf = ({ here }: Organization, rank: Rank): Target => ({
  ...MISSING,
  ...here.named,
  ...here.ranks[rank],
  administrator: here.ranks[rank].userId,
})

/** Asks in a copy of the organisation: what was answered, what changed outside the log, and the lines of refused attempts. */
export const askIn = (
  items: readonly StoredItem[],
  tested: AreaOperation,
  who: arrange.Somebody | undefined,
  target: Target,
) =>
  inMemory(async (table) => {
    const one: Case = {
      attacker: { is: 'asking', who, roles: [], owns: {} },
      relation: 'own',
      target,
      refusal: undefined,
    }
    const called = await ask(tested, one)
    const known = new Set(items)
    const after = table.items()
    return {
      called,
      code: called.status < 400 ? 'done' : (codeOf(called) ?? String(called.status)),
      changes: withoutRefusals(after).filter((item) => !known.has(item)),
      removed: items.length - after.filter((item) => known.has(item)).length,
      lines: refusedLines(after),
    }
  }, items)
