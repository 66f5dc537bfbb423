import { expect, it } from 'vitest'
import { STAFF_ROLES, type Role } from '../../../shared/kernel/caller.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import { isOnCustomer, type HttpDeclaration, type Operation } from '../../../shared/declaration/operation.ts'
import { writes } from '../../../shared/declaration/grants.ts'
import * as arrange from '../arrange.ts'
import type { Inspected } from '../table/inspected.ts'
import { expectRefusal, withoutBindings, type AnyAsking, type Ask } from './expect-refusal.ts'

interface Refusing {
  readonly operation: Operation<HttpDeclaration>
  readonly table: Inspected
  /** A way in which the operation would be done. */
  readonly scenario: () => Promise<AnyAsking>
  readonly ask: Ask
}

const allowed = ({ allow }: HttpDeclaration): readonly Role[] => (typeof allow === 'string' ? [] : allow)

const hasMembership = ({ allow }: HttpDeclaration): boolean =>
  allow !== 'public' && allow !== 'signed-in' && !allow.includes('applicant')

/** Tests the refusals that an operation's declaration implies once the table is read: another role, foreign, revoked, replayed, stale. */
export const describeImpliedRefusals = ({ operation, table, scenario, ask }: Refusing): void => {
  const { declaration } = operation
  const refused = expectRefusal(table)

  if (hasMembership(declaration))
    it('refused: strangers and people of other roles', async () => {
      const asking = await scenario()
      const code = isOnCustomer(declaration) && !declaration.surface ? 'customer-not-found' : 'role-required'
      const kind = code === 'role-required' ? 'forbidden' : 'missing'
      const others = [arrange.somebody('stranger')]
      if (!declaration.surface) others.push((await arrange.partner()).admin)
      const staffRoles = STAFF_ROLES.filter(
        (role) => !allowed(declaration).some((admitted) => admitted === role || admitted === 'staff'),
      )
      for (const role of staffRoles) others.push(await arrange.staff(role))
      for (const as of others) await refused(code, kind, () => ask({ ...asking, as }))
    })

  if (declaration.surface)
    it('refused: partner-deactivated (R8)', async () => {
      const asking = await scenario()
      await arrange.setPerson(asking.as, (person) => ({
        ...person,
        ...(person.partner ? { partner: { ...person.partner, status: 'deactivated' as const } } : {}),
      }))
      await refused('partner-deactivated', 'forbidden', () => ask(asking))
    })

  if (declaration.surface === 'console')
    it('refused: console-requires-workplace', async () => {
      const asking = await scenario()
      await arrange.setPerson(asking.as, (person) => ({
        ...person,
        ...(person.partner ? { partner: { ...person.partner, workplace: false } } : {}),
      }))
      await refused('console-requires-workplace', 'forbidden', () => ask(asking))
    })

  if (isOnCustomer(declaration))
    it('refused: customer-not-found for foreign and missing customers alike', async () => {
      const asking = await scenario()
      const foreign = await arrange.customer((await arrange.partner()).partner)
      const missing = 'cus_00000000000000000000000000'
      for (const customerId of [foreign.customer.customerId, missing])
        await refused('customer-not-found', 'missing', () =>
          ask({ ...asking, input: { ...asking.input, customerId } }),
        )
    })

  if (isOnCustomer(declaration) && declaration.surface && !declaration.keptAfterRevocation)
    it('refused: access-revoked, with the instant (R60)', async () => {
      const asking = await scenario()
      const { customerId } = Object(asking.input)
      await arrange.revokeAccess(CustomerId.parse(customerId))
      const called = await refused('access-revoked', 'forbidden', () => ask(asking))
      expect(called.body['revokedAt']).toMatch(/^\d{4}-.*Z$/)
    })

  if (declaration.idempotencyKey && writes(operation))
    it('replayed: the same key and input give the same answer once', async () => {
      const asking = await scenario()
      const idempotencyKey = 'the-same-key'
      const first = await ask(asking, { idempotencyKey })
      expect(first.status).toBe(declaration.on.success)
      const before = withoutBindings(await table.items())
      expect(await ask(asking, { idempotencyKey })).toEqual(first)
      expect(withoutBindings(await table.items())).toEqual(before)
    })

  if (declaration.ifMatch)
    it('refused: changed-meanwhile', async () => {
      const asking = await scenario()
      for (const ifMatch of ['"999"', '*', 'W/"1"', ''])
        await refused('changed-meanwhile', 'stale', () => ask(asking, { ifMatch }))
    })
}
