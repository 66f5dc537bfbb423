import { expect, it } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { HttpDeclaration, Operation } from '../../shared/declaration/operation.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { administratorsChanged } from '../../shared/people/changes.ts'
import { administratorRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Handler } from '../support/describe/call.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { beforeCommit } from '../support/faults/before-commit.ts'
import type { TestTable } from '../support/table/test-table.ts'

/** What moves an organisation, or ends its mapping. */
interface Moving {
  readonly customerId: CustomerId
  readonly act: () => Promise<unknown>
}

interface Arranged {
  readonly as: arrange.Somebody
  readonly input: object
  readonly customer: Pick<Customer, 'customerId'>
}

/** A request that was arranged, as what moves an organisation; its caller is known already, so that the first commit is that of the request. */
export const requesting =
  (
    table: TestTable,
    operation: Operation<HttpDeclaration>,
    handler: Handler,
    arranged: () => Promise<Arranged>,
  ) =>
  async (): Promise<Moving> => {
    const { as, input, customer } = await table.arranged(arranged)
    await arrange.bind(as)
    return { customerId: customer.customerId, act: () => call(operation, handler, as, { ...input }) }
  }

/** Tests that the role of who becomes an administrator before a commit is counted for the partner that the organisation has after it, and for no other. */
export const provePromotedMeanwhile = (table: TestTable, begin: () => Promise<Moving>): void =>
  it.each([
    ['for the first time', []],
    ['once more', [arrange.somebody('earlier')]],
  ])(
    'R17 is decided again where somebody becomes an administrator before the commit, %s: their role is counted for the partner that there is then, if any',
    async (_how, earlier) => {
      const { customerId, act } = await begin()
      const stored = () => reader(world.table).get(customerRecord, { customerId })
      const before = await stored()
      const promote = async (who: arrange.Somebody) => {
        await arrange.setOrganizationRole(who, before, 'org-admin')
        await arrange.commit(
          administratorRecord.put({ customerId, ...who }),
          administratorsChanged({ customerId }),
        )
      }
      for (const who of earlier) await promote(who)
      const who = arrange.somebody('org-admin')
      await beforeCommit(
        table,
        () => recordGuards(act),
        () => promote(who),
      )
      const { partnerId } = await stored()
      expect(partnerId).not.toBe(before.partnerId)
      const counted = (await table.items()).filter(
        ({ pk, roles }) => pk === `ROLE-COUNT#${who.email}` && roles !== 0,
      )
      expect(counted.map((count) => count['partnerId'])).toEqual(partnerId === undefined ? [] : [partnerId])
    },
  )
