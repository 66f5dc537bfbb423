import { beforeAll, describe, expect } from 'vitest'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { isOnCustomer } from '../../shared/declaration/operation.ts'
import { deactivatePartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import type { SeenCommit } from '../support/faults/fault-proxy.ts'
import { operationsWhere } from '../support/describe/handlers.ts'
import { raced, type History } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useTestTable } from '../support/table/test-table.ts'

type Operations = Awaited<ReturnType<typeof operationsWhere>>

interface Managed {
  readonly admins: readonly arrange.Somebody[]
  readonly admin: arrange.Somebody
  readonly superAdmin: arrange.Somebody
  readonly support: arrange.Somebody
  readonly customerId: string
  readonly partnerId: string
}

/** The ways in which a partner's admin loses a customer, what is refused to them from then on, and what the end of a removed customer is refused with. */
const ENDS = {
  'a revocation (R60)': {
    code: 'access-revoked',
    ofRemoved: 'customer-not-found',
    end: ({ superAdmin, customerId }: Managed) => call(revokeAccess, revoke, superAdmin, { customerId }),
  },
  'a deactivation (R8)': {
    code: 'partner-deactivated',
    ofRemoved: undefined,
    end: ({ support, partnerId }: Managed) =>
      call(deactivatePartner, deactivate, support, { partnerId, reason: 'Unpaid.' }),
  },
  'the removal of an admin (R9)': {
    code: 'role-required',
    ofRemoved: undefined,
    end: ({ support, partnerId, admins }: Managed) =>
      call(
        setPartnerAdmins,
        setAdmins,
        support,
        { partnerId, admins: admins.slice(1).map(({ email }) => email) },
        { ifMatch: '"1"' },
      ),
  },
} as const

const isOf = ({ sub }: arrange.Somebody, { body }: SeenCommit): boolean => body.includes(JSON.stringify(sub))

describe('losing a customer while it is operated', () => {
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
    const { customer, superAdmin } = await arrange.customer(partner, { trial: true })
    const support = await arrange.staff('support')
    for (const who of [admin, superAdmin, support]) await arrange.bind(who)
    const { customerId } = customer
    return { admins, admin, superAdmin, support, customerId, partnerId: partner.partnerId }
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

  const unavailable = ({ status }: Called): boolean => status === 503

  for (const [ending, { code, ofRemoved, end }] of Object.entries(ENDS))
    raced(
      `${ending}: nothing commits once it is acknowledged, nothing invoked after it is answered`,
      table,
      async (history: History) => {
        const of = await managed()
        const seen = table.proxy.watch()
        let acknowledgedAt = Infinity
        const endIt = async (): Promise<Called> => {
          const called = await end(of)
          if (called.status === 200) acknowledgedAt = table.proxy.now()
          return called
        }
        const first = Math.floor(history.random() * operations.length)
        const works = Array.from({ length: 6 }, (_, index) => async () => [
          await operate(of, first + index, `a-${index}`),
          await operate(of, first + index + 3, `b-${index}`),
        ])
        const [ended, ...worked] = await history.race(endIt, ...works)
        const stored = await table.items()
        // Among what a partner may do is to remove the customer, of which there is nothing to revoke then.
        const isRemoved = stored.some(
          ({ pk, state }) => pk === `CUSTOMER#${of.customerId}` && state === 'removed',
        )
        const refusal = isRemoved ? ofRemoved : undefined
        if (!unavailable(ended))
          expect({ status: ended.status, type: ended.body['type'] }).toEqual(
            refusal ? { status: 404, type: `/problems/${refusal}` } : { status: 200 },
          )
        for (const { name, invokedAt, called } of worked.flat())
          if (invokedAt > acknowledgedAt && !unavailable(called))
            expect({ name, type: called.body['type'] }).toEqual({ name, type: `/problems/${code}` })
        const late = seen.filter(
          (commit) => commit.committed && commit.sentAt > acknowledgedAt && isOf(of.admin, commit),
        )
        // A commit delivered twice is done once: the second only says so again.
        const first_ = new Map(seen.toReversed().map(({ body, sentAt }) => [body, sentAt] as const))
        expect(late.filter(({ body, sentAt }) => first_.get(body) === sentAt)).toEqual([])
        expectWholeChains(stored)
      },
    )
})
