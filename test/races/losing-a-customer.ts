import { beforeAll, expect } from 'vitest'
import { isOnCustomer } from '../../shared/declaration/operation.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { operationsWhere } from '../support/describe/handlers.ts'
import { raced, type History } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { commitsAfter } from './commits.ts'
import { isUnknown } from './outcomes.ts'

type Operations = Awaited<ReturnType<typeof operationsWhere>>

interface Managed {
  readonly admins: readonly arrange.Somebody[]
  readonly admin: arrange.Somebody
  readonly superAdmin: arrange.Somebody
  readonly support: arrange.Somebody
  readonly customerId: string
  readonly partnerId: string
  /** A code of another partner. */
  readonly code: string
}

/** How a partner's admin loses a customer. */
interface Loss {
  /** What is refused to the admin from then on. */
  readonly code: string
  /** Whether the customer is verified, as one is that moves. */
  readonly ofVerified?: true
  /** What the loss itself is refused with where the customer was removed first; absent where it is done all the same. */
  readonly ofRemoved?: string
  readonly lose: (managed: Managed) => Promise<Called>
}

/** Races a loss of a customer against every operation of its partner: nothing commits once the loss is acknowledged. */
export const raceLoss = (title: string, { code, ofVerified, ofRemoved, lose }: Loss): void => {
  const table = useTestTable()
  let operations: Operations
  beforeAll(async () => {
    operations = await operationsWhere(
      (declaration) =>
        declaration.surface !== undefined && isOnCustomer(declaration) && !declaration.keptAfterRevocation,
    )
    expect(operations.length).toBeGreaterThanOrEqual(7)
  })

  const managed = async (): Promise<Managed> => {
    const admins = [arrange.somebody('partner'), arrange.somebody('partner')]
    const { admin, partner } = await arrange.partner({ admins })
    const { customer, superAdmin } = await arrange.customer(partner, {
      trial: true,
      ...(ofVerified ? { verified: true } : {}),
    })
    const code = await arrange.partnerCode((await arrange.partner()).partner)
    const support = await arrange.staff('support')
    const { customerId } = customer
    return { admins, admin, superAdmin, support, customerId, partnerId: partner.partnerId, code }
  }

  const operate = async (of: Managed, which: number, key: string) => {
    const chosen = operations[which % operations.length]
    if (!chosen) throw new Error('There is no operation to race')
    const { operation, handler } = chosen
    const input = { ...Object(sampleOf(operation.declaration.input)), customerId: of.customerId }
    const invokedAt = table.proxy.now()
    const called = await call(operation, handler, of.admin, input, { idempotencyKey: key, ifMatch: '"1"' })
    return { name: operation.name, invokedAt, called }
  }

  raced(
    `${title}: nothing commits once it is acknowledged, nothing invoked after it is answered`,
    table,
    async (history: History) => {
      const of = await table.arranged(managed)
      const seen = table.proxy.watch()
      let acknowledgedAt = Infinity
      const losing = async (): Promise<Called> => {
        const called = await lose(of)
        if (called.status === 200) acknowledgedAt = table.proxy.now()
        return called
      }
      const first = Math.floor(history.random() * operations.length)
      const works = Array.from({ length: 6 }, (_, index) => async () => [
        await operate(of, first + index, `a-${index}`),
        await operate(of, first + index + 3, `b-${index}`),
      ])
      const [lost, ...worked] = await history.race(losing, ...works)
      const stored = await table.items()
      // Among what a partner may do is to remove the customer, of which there is nothing to revoke then.
      const isRemoved = stored.some(
        ({ pk, state }) => pk === `CUSTOMER#${of.customerId}` && state === 'removed',
      )
      const refusal = isRemoved ? ofRemoved : undefined
      if (!isUnknown(lost))
        expect({ status: lost.status, type: lost.body['type'] }).toEqual(
          refusal ? { status: 404, type: `/problems/${refusal}` } : { status: 200 },
        )
      for (const { name, invokedAt, called } of worked.flat())
        if (invokedAt > acknowledgedAt && !isUnknown(called))
          expect({ name, type: called.body['type'] }).toEqual({ name, type: `/problems/${code}` })
      expect(commitsAfter(acknowledgedAt, seen, stored, of.partnerId)).toEqual([])
      expectWholeChains(stored)
    },
  )
}
