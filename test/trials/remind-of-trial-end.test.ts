import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/trials/remind-of-trial-end.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('remindOfTrialEnd', () => {
  const table = useTestTable()
  const reminders = async (domain: string, to: string): Promise<unknown[]> =>
    (await table.items())
      .filter(({ pk }) => pk.startsWith('OUTBOX#'))
      .map(({ effect }) => Object(effect))
      .filter(({ to: email, words }) => email === to && words.domain === domain)
      .map(({ mail, words }) => `${mail} ${words.daysLeft}`)

  it('R35 reminds both sides 7, 3 and 1 days before the end, each once, in parallel too', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner, { trial: true })
    const expected: string[] = []
    for (const [by, daysLeft] of [
      ['P8D', 7],
      ['P4D', 3],
      ['P2D', 1],
    ] as const) {
      await arrange.advanceClock(by)
      await Promise.all([run(handler), run(handler)])
      await run(handler)
      expected.push(`trial-ends-soon ${daysLeft}`)
      for (const email of [admin.email, superAdmin.email])
        expect((await reminders(customer.domain, email)).sort()).toEqual([...expected].sort())
    }
  })

  it('R35 sends only the latest missed reminder after a jump, and none after the end', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P13D')
    await run(handler)
    expect(await reminders(customer.domain, admin.email)).toEqual(['trial-ends-soon 3'])
    await arrange.advanceClock('P5D')
    await run(handler)
    expect(await reminders(customer.domain, admin.email)).toEqual(['trial-ends-soon 3'])
    expect(
      (await table.items()).filter(
        ({ pk, sk }) => pk.endsWith(customer.customerId) && sk === 'DUE#trial-reminder',
      ),
    ).toEqual([])
  })

  it('R35 reminds the super admin that there is when it commits, not the one that was read', async () => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P9D')
    const heldCommit = table.proxy.holdNext('TransactWriteItems')
    const reminding = run(handler)
    await heldCommit.arrived
    const corrected = { ...customer, superAdmin: { ...customer.superAdmin, email: arrange.somebody().email } }
    await arrange.commit(customerRecord.replace(customer, corrected, { action: 'super-admin.corrected' }))
    heldCommit.release()
    await reminding
    expect(await reminders(customer.domain, customer.superAdmin.email)).toEqual([])
    await run(handler)
    expect(await reminders(customer.domain, corrected.superAdmin.email)).toEqual(['trial-ends-soon 7'])
  })

  const dueAfter = (by: string) => async () => {
    await table.clear()
    const { partner } = await arrange.partner()
    await arrange.customer(partner, { trial: true })
    await arrange.advanceClock(by)
    return () => run(handler)
  }

  proveWrites('sends a reminder', table, dueAfter('P9D'), 'DUE#trial-reminder')
  proveWrites('sends the last reminder', table, dueAfter('P14DT1H'), 'DUE#trial-reminder')
})
