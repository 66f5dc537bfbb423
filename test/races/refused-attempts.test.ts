import { describe, expect } from 'vitest'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as correct } from '../../functions/customers/correct-super-admin.ts'
import { handler as remove } from '../../functions/customers/remove-customer.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { handler as start } from '../../functions/trials/start-trial.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { correctSuperAdmin, removeCustomer } from '../../shared/customers/contract.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { extendTrial, startTrial } from '../../shared/trials/contract.ts'
import { latestEnd } from '../../shared/trials/trial.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions } from '../support/table/effects.ts'
import { raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'

const ATTEMPTS = 40

describe('a partner whose attempts are refused', () => {
  const table = useTestTable()

  /** A verified customer whose trial lasts as long as any: nothing can be extended, started, removed or corrected any more. */
  const exhausted = async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner, { trial: true, verified: true })
    const { trial, customerId } = customer
    if (!trial) throw new Error('The customer is not on trial')
    const longest = { ...customer, trial: { ...trial, endsAt: latestEnd(trial) } }
    await arrange.commit(...customerChanged(customer, longest, { action: 'trial.extended' }))
    const intended = { firstName: 'Mali', lastName: 'Srisuk', email: arrange.somebody('intended').email }
    const order = { plan: 'standard', licences: 5 }
    const idempotencyKey = 'refused'
    const attempts = [
      {
        code: 'trial-extensions-exhausted',
        attempt: () => call(extendTrial, extend, admin, { customerId }, { idempotencyKey }),
      },
      {
        code: 'trial-already-used',
        attempt: () => call(startTrial, start, admin, { customerId, ...order }, { idempotencyKey }),
      },
      { code: 'customer-not-removable', attempt: () => call(removeCustomer, remove, admin, { customerId }) },
      {
        code: 'super-admin-signed-in',
        attempt: () =>
          call(correctSuperAdmin, correct, admin, { customerId, ...intended }, { ifMatch: '"2"' }),
      },
      {
        code: 'changed-meanwhile',
        attempt: () =>
          call(correctSuperAdmin, correct, admin, { customerId, ...intended }, { ifMatch: '"1"' }),
      },
    ] as const
    return { superAdmin, customerId, attempts }
  }

  raced(`R60 holds up no revocation, whatever the ${ATTEMPTS} attempts at once`, table, async ({ race }) => {
    const { superAdmin, customerId, attempts } = await table.arranged(exhausted)
    const seen = table.proxy.watch()
    const flood = Array.from({ length: ATTEMPTS }, (_, index) => async () => {
      const { code, attempt } = attempts[index % attempts.length] ?? attempts[0]
      return { code, called: await attempt() }
    })
    const [ended, ...refused] = await race(
      () => call(revokeAccess, revoke, superAdmin, { customerId }),
      ...flood,
    )
    expect(ended).toMatchObject({ status: 200 })
    for (const { code, called } of refused)
      expect([`/problems/${code}`, '/problems/access-revoked']).toContain(called.body['type'])
    // Only the revocation commits, and it decides once: whatever else reaches the table is the same request again.
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1)
    expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual(['customer.added', 'trial.extended'])
  })
})
