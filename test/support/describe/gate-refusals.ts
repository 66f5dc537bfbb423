import { expect, it } from 'vitest'
import { customerRecord } from '../../../shared/customers/records.ts'
import { gates, type GateName } from '../../../shared/declaration/gates.ts'
import { rolesOf, type HttpDeclaration } from '../../../shared/declaration/operation.ts'
import { isOrganizationRole, ORGANIZATION_ROLES, STAFF_ROLES } from '../../../shared/kernel/caller.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import type { ProblemKind } from '../../../shared/kernel/problem.ts'
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
    const { surface } = declaration
    if (!rolesOf(declaration).some(isOrganizationRole))
      it('refused: role-required to those who are no member of a partner', async () => {
        const asking = await scenario()
        for (const as of [arrange.somebody('stranger'), ...(await otherStaff(declaration))])
          await refused('role-required', 'forbidden', () => ask({ ...asking, as }))
      })
    it('refused: partner-deactivated (R8)', async () => {
      const asking = await scenario()
      await withMembership(asking.as, { status: 'deactivated' })
      await refused('partner-deactivated', 'forbidden', () => ask(asking))
    })
    if (surface === 'console')
      it('refused: console-requires-workplace', async () => {
        const asking = await scenario()
        await withMembership(asking.as, { workplace: false })
        await refused('console-requires-workplace', 'forbidden', () => ask(asking))
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

  customer: ({ scenario, ask, refused }) =>
    it('refused: customer-not-found for foreign and missing customers alike', async () => {
      const asking = await scenario()
      const foreign = await arrange.customer((await arrange.partner()).partner)
      for (const customerId of [foreign.customer.customerId, MISSING])
        await refused('customer-not-found', 'missing', () =>
          ask({ ...asking, input: { ...asking.input, customerId } }),
        )
    }),

  access: ({ declaration, scenario, ask, refused }) =>
    declaration.keptAfterRevocation
      ? it('R63 stays open after a revocation', async () => {
          const asking = await scenario()
          await arrange.revokeAccess(customerIdOf(asking))
          expect(await ask(asking)).toMatchObject({ status: declaration.on.success })
        })
      : it('refused: access-revoked, with the instant (R60)', async () => {
          const asking = await scenario()
          await arrange.revokeAccess(customerIdOf(asking))
          const called = await refused('access-revoked', 'forbidden', () => ask(asking))
          expect(called.body['revokedAt']).toMatch(/^\d{4}-.*Z$/)
        }),
}

/** Tests what each gate of an operation refuses. */
export const describeGateRefusals = (refusing: Refusing): void => {
  for (const [name, describeRefusals] of Object.entries(REFUSALS))
    if (Object.entries(gates).some(([gate, { applies }]) => gate === name && applies(refusing.declaration)))
      describeRefusals(refusing)
}
