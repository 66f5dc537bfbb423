import { describe, expect, it, vi } from 'vitest'
import { handler as grant } from '../../functions/access/grant-access.ts'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as list } from '../../functions/customers/list-console-customers.ts'
import { admit, conditionsOf } from '../../functions/edge/gate.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { grantAccess, revokeAccess } from '../../shared/access/contract.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { GateFacts } from '../../shared/declaration/gate.ts'
import { gatesOf } from '../../shared/declaration/gates.ts'
import { admitsPartner, isOnCustomer } from '../../shared/declaration/operation.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'
import { handlerOf, httpOperations } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useTestTable } from '../support/table/test-table.ts'

/** Every operation of a partner on a customer that a revocation takes away, with its area. */
const revocable = httpOperations.filter(
  ({ operation: { declaration } }) =>
    admitsPartner(declaration) && isOnCustomer(declaration) && !declaration.keptAfterRevocation,
)

const { declaration } = extendTrial
const gates = gatesOf(declaration)
const actor = { kind: 'function', name: 'test' } as const

/** What the gates of `extendTrial` read for a partner admin. */
const factsFor = async (admin: arrange.Somebody, { customerId }: Customer): Promise<GateFacts> => {
  const { get } = reader(world.table)
  return {
    ...admin,
    customerId,
    firstStaffMember: undefined,
    now: await arrange.now(),
    person: await get(personRecord, admin),
    subject: await get(subjectRecord, admin),
    customer: await get(customerRecord, { customerId }),
    access: await get(accessRecord, { customerId }),
  }
}

describe('revoking the access of a partner', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)

  const managed = async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner, { trial: true, signedIn: false })
    return { admin, customer, superAdmin, byId: { customerId: customer.customerId } }
  }
  const stored = async ({ customerId }: Customer): Promise<Stored<Customer>> => {
    const found = await reader(world.table).find(customerRecord, { customerId })
    if (!found) throw new Error('The customer is missing')
    return found
  }

  it('R60 knows the console operations by their declarations', () => {
    const names = revocable.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['getConsoleCustomer', 'verifyDomain', 'extendTrial', 'correctSuperAdmin']),
    )
    expect(names.length).toBeGreaterThanOrEqual(7)
  })

  it.each(revocable)(
    'R60 refuses $name from the acknowledgement on, until it is granted again',
    async (revoked) => {
      const { operation } = revoked
      const { admin, customer, superAdmin, byId } = await managed()
      const handler = await handlerOf(revoked)
      const ask = async () => {
        const input = { ...Object(sampleOf(operation.declaration.input)), ...byId }
        return call(operation, handler, admin, input, {
          idempotencyKey: 'a-key',
          ifMatch: `"${customer.version}"`,
        })
      }
      expect(await call(revokeAccess, revoke, superAdmin, byId)).toMatchObject({ status: 200 })
      const before = withoutBindings(await table.items())
      expect(await ask()).toMatchObject({ status: 403, body: { type: '/problems/access-revoked' } })
      expect(withoutBindings(await table.items())).toEqual(before)
      expect(await call(grantAccess, grant, superAdmin, byId)).toMatchObject({ status: 200 })
      expect((await ask()).body['type']).not.toBe('/problems/access-revoked')
    },
  )

  it('R60 takes the customer out of the listing at once, and R62 puts it back when granted again', async () => {
    const { admin, superAdmin, byId } = await managed()
    const listed = async () => (await call(listConsoleCustomers, list, admin, {})).body['items']
    expect(await listed()).toMatchObject([byId])
    await call(revokeAccess, revoke, superAdmin, byId)
    expect(await listed()).toEqual([])
    await call(grantAccess, grant, superAdmin, byId)
    expect(await listed()).toMatchObject([byId])
  })

  it.each(['stays revoked', 'is granted again'])(
    'R60 never commits what was decided before and comes after it, when the access %s',
    async (after) => {
      const { admin, customer, superAdmin, byId } = await managed()
      const facts = await factsFor(admin, customer)
      const capacity = admit(gates, facts, declaration)
      const renamed = { ...customer, organizationName: 'Renamed too late' }
      const decided = [
        ...customerChanged(customer, renamed, { action: 'customer.renamed' }),
        ...conditionsOf(gates, facts, capacity, declaration),
      ]
      expect(await call(revokeAccess, revoke, superAdmin, byId)).toMatchObject({ status: 200 })
      if (after === 'is granted again') await call(grantAccess, grant, superAdmin, byId)
      const commit = { at: await arrange.now(), actor, ...world.commitMarks() }
      expect(await commitChanges(world.table, decided, commit)).toBe(false)
      expect(await stored(customer)).toEqual(customer)
    },
  )

  it('commits the same decision where the access was left alone', async () => {
    const { admin, customer } = await managed()
    const facts = await factsFor(admin, customer)
    const capacity = admit(gates, facts, declaration)
    const renamed = { ...customer, organizationName: 'Renamed in time' }
    const decided = [
      ...customerChanged(customer, renamed, { action: 'customer.renamed' }),
      ...conditionsOf(gates, facts, capacity, declaration),
    ]
    const commit = { at: await arrange.now(), actor, ...world.commitMarks() }
    expect(await commitChanges(world.table, decided, commit)).toBe(true)
    expect(await stored(customer)).toMatchObject({
      organizationName: 'Renamed in time',
      version: customer.version + 1,
    })
  })

  it("R60 does not compete for the customer's version: it succeeds amid the partner's work, which then stops", async () => {
    const { admin, customer, superAdmin, byId } = await managed()
    const work = Array.from({ length: 8 }, (_, index) =>
      call(extendTrial, extend, admin, byId, { idempotencyKey: `amid-${index}` }),
    )
    const revoked = await call(revokeAccess, revoke, superAdmin, byId)
    expect(revoked.status).toBe(200)
    const { version } = await stored(customer)
    await Promise.all(work)
    expect((await stored(customer)).version).toBe(version)
  })
})
