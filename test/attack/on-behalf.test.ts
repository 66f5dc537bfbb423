import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredItem } from '../../shared/table/table.ts'
import { FORBIDDEN } from '../../shared/management/forbidden.ts'
import type { Somebody } from '../support/arrange.ts'
import { useDns } from '../support/dns.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { SETTINGS } from '../support/table/settings.ts'
import type { SessionIs } from './managers.ts'
import {
  arrangeOrganization,
  askIn,
  GATE_CODES,
  GRANTS,
  managing,
  namesUser,
  OF_RANK,
  OPENING,
  RANKS,
  sessionUnder,
  SUPER_ADMINS_OWN,
  targetOf,
  TEN,
  type Grant,
  type Organization,
  type Rank,
} from './on-behalf.ts'

/** How the organisation is when somebody asks. */
interface Circumstances {
  readonly grant: Grant
  readonly isVerified: boolean
}

/** Somebody who asks, and the code that they must be refused with; `undefined` where the gates admit them. */
interface Asking {
  readonly is: string
  readonly who: (organization: Organization) => Somebody | undefined
  /** Whether they are an admin of the partner that the organisation has. */
  readonly isOfPartner: (circumstances: Circumstances) => boolean
  readonly refusal: (operation: string, circumstances: Circumstances) => string | undefined
  /** Whose record the operation's rules keep from them. */
  readonly isRankRefused: (operation: string, rank: Rank) => boolean
}

const nobody = () => false

const partnerAdmin = (session: SessionIs): Asking => ({
  is: `a partner admin, session ${session}`,
  who: ({ admins }) => admins.find((admin) => admin.session === session)?.who,
  isOfPartner: ({ grant }) => grant !== 'of another partner',
  refusal: (operation, { grant, isVerified }) => {
    if (grant === 'of another partner') return 'customer-not-found'
    if (grant === 'revoked') return 'access-revoked'
    if (operation in TEN) return 'forbidden-to-partner-admin'
    if (!isVerified) return 'domain-not-verified'
    if (OPENING.includes(operation)) return undefined
    return sessionUnder(grant, session) === 'open' ? undefined : 'management-session-required'
  },
  isRankRefused: (operation, rank) => rank !== 'member' && OF_RANK.includes(operation),
})

const foreigner = (is: string, who: Asking['who'], ofOpening: string): Asking => ({
  is,
  who,
  isOfPartner: nobody,
  refusal: (operation) => (OPENING.includes(operation) ? ofOpening : 'customer-not-found'),
  isRankRefused: nobody,
})

const administrator = (role: 'super-admin' | 'org-admin', ofOpening: string): Asking => ({
  is: `the ${role}`,
  who: ({ here }) => (role === 'super-admin' ? here.superAdmin : here.orgAdmin),
  isOfPartner: nobody,
  refusal: (operation, { isVerified }) => {
    if (OPENING.includes(operation)) return ofOpening
    if (role === 'org-admin' && SUPER_ADMINS_OWN.includes(operation)) return 'role-required'
    return isVerified ? undefined : 'domain-not-verified'
  },
  isRankRefused: (operation, rank) =>
    OF_RANK.includes(operation) &&
    (role === 'org-admin' ? rank !== 'member' : rank === 'super-admin' && operation === 'deleteUser'),
})

const EVERYBODY: readonly Asking[] = [
  ...(['open', 'none', 'closed', 'expired', 'ended'] as const).map(partnerAdmin),
  foreigner(
    "another partner's admin in a session elsewhere",
    ({ elsewhere }) => elsewhere,
    'customer-not-found',
  ),
  // This super admin is an admin of another partner with a session on its customer, and acts here as super admin.
  administrator('super-admin', 'customer-not-found'),
  administrator('org-admin', 'role-required'),
  foreigner("another organisation's super admin", ({ there }) => there.superAdmin, 'role-required'),
  foreigner('a user of the organisation', ({ here }) => here.member, 'role-required'),
  foreigner('a stranger', ({ stranger }) => stranger, 'role-required'),
  foreigner('support', ({ support }) => support, 'role-required'),
]

/** What one who asks met, for each operation and each rank that it can name. */
const met = async (
  { is, who, isOfPartner, refusal, isRankRefused }: Asking,
  organization: Organization,
  items: readonly StoredItem[],
  circumstances: Circumstances,
) => {
  const of = []
  for (const tested of managing)
    for (const rank of namesUser(tested) ? RANKS : (['member'] as const)) {
      const found = await askIn(items, tested, who(organization), targetOf(organization, rank))
      of.push({
        ...found,
        what: `${is}, ${tested.name} of ${rank}, ${circumstances.grant}, ${circumstances.isVerified ? 'verified' : 'not verified'}`,
        operation: tested.name,
        expected: refusal(tested.name, circumstances),
        isLogged: isOfPartner(circumstances),
        isRankRefused: isRankRefused(tested.name, rank),
      })
    }
  return of
}

describe('R51 who does what on behalf of an organisation', () => {
  beforeEach(() => {
    Object.assign(process.env, SETTINGS)
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  useDns()

  it('keeps the ten, by the names of their operations and codes, from partner admins', () => {
    const declared = managing.flatMap(({ name, operation: { declaration } }) =>
      typeof declaration.onBehalf === 'object' ? [[name, declaration.onBehalf.never]] : [],
    )
    for (const [name, code] of declared) expect(TEN[String(name)], name).toBe(code)
    expect(new Set(FORBIDDEN)).toEqual(new Set(Object.values(TEN)))
    expect(new Set(Object.values(TEN)).size).toBe(10)
    expect(declared.map(([name]) => name).toSorted()).toEqual(Object.keys(TEN).toSorted())
  })

  const done = new Map<string, number>()
  const asked = { ofTheTen: 0, refused: 0, lines: 0 }

  const CIRCUMSTANCES = GRANTS.flatMap((grant) =>
    [true, false].map((isVerified): Circumstances => ({ grant, isVerified })),
  )

  describe.each(CIRCUMSTANCES)('access $grant, domain verified: $isVerified', (circumstances) => {
    let arranged: Promise<{ organization: Organization; items: readonly StoredItem[] }> | undefined
    const arrangedOnce = () =>
      (arranged ??= inMemory(async (table) => ({
        organization: await arrangeOrganization(circumstances.grant, circumstances.isVerified),
        items: table.items(),
      })))

    it.each(EVERYBODY)('$is', async (asking) => {
      const { organization, items } = await arrangedOnce()
      const all = await met(asking, organization, items, circumstances)
      const wrong = all.filter(({ code, expected, isRankRefused }) => {
        if (expected !== undefined) return code !== expected
        return isRankRefused ? code !== 'administrator-protected' : GATE_CODES.includes(code)
      })
      expect(wrong.map(({ what, code, expected }) => ({ what, code, expected }))).toEqual([])
      for (const { what, code, changes, removed, lines, operation, isLogged, called } of all) {
        if (code === 'done') {
          done.set(operation, (done.get(operation) ?? 0) + 1)
          expect(lines, what).toEqual([])
          continue
        }
        expect({ what, changes, removed }).toEqual({ what, changes: [], removed: 0 })
        asked.refused += 1
        asked.lines += lines.length
        expect(
          lines.map((line) => [line['operation'], line['code'], line['requestId']]),
          what,
        ).toEqual(isLogged ? [[operation, code, called.body['instance']]] : [])
      }
      if (!asking.is.startsWith('a partner admin')) return
      const ten = all.filter(({ operation }) => operation in TEN)
      asked.ofTheTen += ten.length
      expect(ten.filter(({ code }) => code === 'done')).toEqual([])
    })
  })

  it('has asked all of it', () => {
    expect(managing.map(({ name }) => name).filter((name) => !done.has(name))).toEqual([])
    expect(asked.ofTheTen).toBeGreaterThan(0)
    expect(asked.lines).toBeGreaterThan(asked.ofTheTen / 2)
  })
})
