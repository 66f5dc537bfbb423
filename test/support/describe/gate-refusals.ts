import { expect, it } from 'vitest'
import { customerRecord } from '../../../shared/customers/records.ts'
import { gates, type GateName } from '../../../shared/declaration/gates.ts'
import {
  needsSession,
  rolesOf,
  surfaceOf,
  type HttpDeclaration,
} from '../../../shared/declaration/operation.ts'
import {
  isOrganizationRole,
  isStaffRole,
  ORGANIZATION_ROLES,
  STAFF_ROLES,
} from '../../../shared/kernel/caller.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import type { ProblemKind } from '../../../shared/kernel/problem.ts'
import { partnerRecord } from '../../../shared/partners/records.ts'
import { personRecord } from '../../../shared/people/records.ts'
import type { PartnerMembership } from '../../../shared/people/person.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import * as arrange from '../arrange.ts'
import type { Ask, AnyAsking } from './expect-refusal.ts'
import type { Called } from './call.ts'

interface Refusing {
  readonly declaration: HttpDeclaration
  /** A way in which the operation would be done. */
  readonly scenario: () => Promise<AnyAsking>
  readonly ask: Ask
  readonly refused: (code: string, kind: ProblemKind, ask: () => Promise<Called>) => Promise<Called>
}

const MISSING = 'cus_00000000000000000000000000'

const customerIdOf = ({ input }: AnyAsking): CustomerId => CustomerId.parse(Object(input).customerId)

const admits = (declaration: HttpDeclaration, role: string): boolean =>
  rolesOf(declaration).some((admitted) => admitted === role)

/** A member of the team in each role that the operation does not admit. */
const otherStaff = (declaration: HttpDeclaration): Promise<arrange.Somebody[]> =>
  Promise.all(
    STAFF_ROLES.filter((role) => !admits(declaration, role) && !admits(declaration, 'staff')).map((role) =>
      arrange.staff(role),
    ),
  )

const withMembership = (who: arrange.Somebody, change: Partial<PartnerMembership>): Promise<void> =>
  arrange.setPerson(who, ({ partner, ...person }) => ({
    ...person,
    ...(partner ? { partner: { ...partner, ...change } } : {}),
  }))

/** An admin of the customer's partner: the one who asks, or where an administrator of the organisation does, the first of the partner. */
export const partnerAdminOf = async (asking: AnyAsking): Promise<arrange.Somebody> => {
  const { find, get } = reader(world.table)
  if ((await find(personRecord, asking.as))?.partner) return asking.as
  const { partnerId } = await get(customerRecord, { customerId: customerIdOf(asking) })
  if (!partnerId) throw new Error('Nobody manages the customer')
  const [email] = (await get(partnerRecord, { partnerId })).admins
  if (!email) throw new Error('The partner has no admin')
  return { email, sub: `sub of ${email}` }
}

/** Another admin of the same partner. */
const anotherAdmin = async (admin: arrange.Somebody): Promise<arrange.Somebody> => {
  const { partner } = await reader(world.table).get(personRecord, admin)
  const as = arrange.somebody('partner')
  await arrange.setPerson(as, (person) => ({ ...person, ...(partner ? { partner } : {}) }))
  return as
}

/** The tests of what each gate refuses; a gate without one does not compile. */
const REFUSALS: Readonly<Record<GateName, (refusing: Refusing) => void>> = {
  signedIn: ({ scenario, ask, refused }) =>
    it('refused: another-person', async () => {
      const asking = await scenario()
      await arrange.bind(asking.as)
      await refused('another-person', 'forbidden', () =>
        ask(asking, { claims: { sub: 'somebody who got the address later' } }),
      )
    }),

  organization: ({ declaration, scenario, ask, refused }) => {
    it('refused: customer-not-found to those who have no role in the organisation', async () => {
      const asking = await scenario()
      const elsewhere = await arrange.customer((await arrange.partner()).partner)
      const others = [
        arrange.somebody('stranger'),
        elsewhere.superAdmin,
        ...(await otherStaff(declaration)),
        ...(admits(declaration, 'partner-admin') ? [] : [(await arrange.partner()).admin]),
      ]
      for (const as of others) await refused('customer-not-found', 'missing', () => ask({ ...asking, as }))
    })
    const refusedRoles = ORGANIZATION_ROLES.filter((role) => !admits(declaration, role))
    if (refusedRoles.length > 0)
      it('refused: role-required to those who have another role in the organisation', async () => {
        const asking = await scenario()
        const customer = await reader(world.table).get(customerRecord, { customerId: customerIdOf(asking) })
        for (const role of refusedRoles) {
          const as = arrange.somebody(role)
          await arrange.setOrganizationRole(as, customer, role)
          await refused('role-required', 'forbidden', () => ask({ ...asking, as }))
        }
      })
  },

  partner: ({ declaration, scenario, ask, refused }) => {
    const surface = surfaceOf(declaration)
    if (!rolesOf(declaration).some(isOrganizationRole))
      it('refused: role-required to those who are no member of a partner', async () => {
        const asking = await scenario()
        for (const as of [arrange.somebody('stranger'), ...(await otherStaff(declaration))])
          await refused('role-required', 'forbidden', () => ask({ ...asking, as }))
      })
    it('refused: partner-deactivated (R8)', async () => {
      const asking = await scenario()
      const as = await partnerAdminOf(asking)
      await withMembership(as, { status: 'deactivated' })
      await refused('partner-deactivated', 'forbidden', () => ask({ ...asking, as }))
    })
    if (surface === 'console')
      it('refused: console-requires-workplace', async () => {
        const asking = await scenario()
        const as = await partnerAdminOf(asking)
        await withMembership(as, { workplace: false })
        await refused('console-requires-workplace', 'forbidden', () => ask({ ...asking, as }))
      })
  },

  staff: ({ declaration, scenario, ask, refused }) =>
    it('refused: role-required to strangers, partners and other staff', async () => {
      const asking = await scenario()
      const others = [
        arrange.somebody('stranger'),
        (await arrange.partner()).admin,
        ...(await otherStaff(declaration)),
      ]
      for (const as of others) await refused('role-required', 'forbidden', () => ask({ ...asking, as }))
    }),

  customer: ({ declaration, scenario, ask, refused }) =>
    it('refused: customer-not-found for foreign and missing customers alike', async () => {
      const asking = await scenario()
      const foreign = await arrange.customer((await arrange.partner()).partner)
      // No organisation is foreign to the programme team.
      const isForStaff = rolesOf(declaration).some(isStaffRole)
      for (const customerId of [...(isForStaff ? [] : [foreign.customer.customerId]), MISSING])
        await refused('customer-not-found', 'missing', () =>
          ask({ ...asking, input: { ...asking.input, customerId } }),
        )
    }),

  reserved: ({ declaration: { onBehalf }, scenario, ask, refused }) => {
    const operation = typeof onBehalf === 'object' ? onBehalf.never : undefined
    it('R51 refused: forbidden-to-partner-admin, with or without a management session and whatever is sent', async () => {
      const asking = await scenario()
      const as = await partnerAdminOf(asking)
      const customerId = customerIdOf(asking)
      const refusedAlike = async (): Promise<void> => {
        for (const options of [
          {},
          { rawBody: '{"' },
          { rawBody: '{"unknown": 1}' },
          { headers: { 'if-match': '' } },
        ]) {
          const called = await refused('forbidden-to-partner-admin', 'forbidden', () =>
            ask({ ...asking, as }, options),
          )
          expect(called.body['operation']).toBe(operation)
        }
      }
      await refusedAlike()
      await arrange.openSession(as, customerId)
      await refusedAlike()
      await arrange.closeSession(as, customerId)
      await refusedAlike()
    })
  },

  domain: ({ scenario, ask, refused }) =>
    it('R22 refused: domain-not-verified, to everybody', async () => {
      const asking = await scenario()
      await arrange.unverify(customerIdOf(asking))
      await refused('domain-not-verified', 'conflict', () => ask(asking))
    }),

  session: ({ declaration, scenario, ask, refused }) => {
    if (!needsSession(declaration)) return
    const STATES: readonly [string, (asking: AnyAsking) => Promise<arrange.Somebody>][] = [
      ['none', async (asking) => anotherAdmin(asking.as)],
      [
        'closed',
        async (asking) => {
          await arrange.closeSession(asking.as, customerIdOf(asking))
          return asking.as
        },
      ],
      [
        'expired',
        async ({ as }) => {
          await arrange.advanceClock('PT1H')
          return as
        },
      ],
      [
        'ended',
        async (asking) => {
          await arrange.revokeAccess(customerIdOf(asking))
          await arrange.grantAccess(customerIdOf(asking))
          return asking.as
        },
      ],
    ]
    it.each(STATES)('R50 refused: management-session-required, %s', async (state, enter) => {
      const asking = await scenario()
      const as = await enter(asking)
      const called = await refused('management-session-required', 'conflict', () => ask({ ...asking, as }))
      expect(called.body['state']).toBe(state)
      const malformed = await refused('management-session-required', 'conflict', () =>
        ask({ ...asking, as }, { rawBody: '{"' }),
      )
      expect(malformed.body['state']).toBe(state)
    })
  },

  access: ({ declaration, scenario, ask, refused }) =>
    declaration.keptAfterRevocation
      ? it('R63 stays open after a revocation', async () => {
          const asking = await scenario()
          await arrange.revokeAccess(customerIdOf(asking))
          expect(await ask(asking)).toMatchObject({ status: declaration.on.success })
        })
      : it('refused: access-revoked, with the instant (R60)', async () => {
          const asking = await scenario()
          const as = await partnerAdminOf(asking)
          await arrange.revokeAccess(customerIdOf(asking))
          const called = await refused('access-revoked', 'forbidden', () => ask({ ...asking, as }))
          expect(called.body['revokedAt']).toMatch(/^\d{4}-.*Z$/)
        }),
}

/** Tests what each gate of an operation refuses. */
export const describeGateRefusals = (refusing: Refusing): void => {
  for (const [name, describeRefusals] of Object.entries(REFUSALS))
    if (Object.entries(gates).some(([gate, { applies }]) => gate === name && applies(refusing.declaration)))
      describeRefusals(refusing)
}
