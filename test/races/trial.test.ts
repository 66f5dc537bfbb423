import { describe, expect } from 'vitest'
import { handler as expire } from '../../functions/trials/expire-trials.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { plusDays, plusMillis, toMillis } from '../../shared/kernel/time.ts'
import { reader } from '../../shared/table/reader.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { effects } from '../support/table/effects.ts'
import { raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

const DAY = 86_400_000

describe('extending at once', () => {
  const table = useTestTable()

  raced(
    'R31 never passes 60 days, in steps of 15, each answered extension counted once, against expiry too',
    table,
    async ({ race, random }) => {
      const { admin, customer } = await table.arranged(async () => {
        const { admin, partner } = await arrange.partner()
        return { admin, ...(await arrange.customer(partner, { trial: true })) }
      })
      const { customerId } = customer
      const { startsAt } = customer.trial ?? { startsAt: await arrange.now() }
      // A few histories put the end within the race: some extensions come too late.
      const nearEnd = random() < 0.4
      if (nearEnd) {
        const before = plusMillis(plusDays(startsAt, 15), -Math.floor(10 + random() * 60))
        await arrange.advanceClockTo(before)
      }
      const extensions = Array.from({ length: 4 }, (_, index) => () => {
        // Two of the four are one click that came twice.
        const idempotencyKey = `${customerId}-${Math.min(index, 2)}`
        return call(extendTrial, extend, admin, { customerId }, { idempotencyKey })
      })
      const outcomes = await race(
        ...extensions,
        () => run(expire),
        () => run(expire),
      )
      await run(expire)
      const answers = outcomes.slice(0, 4).map((answer) => Object(answer))
      const stored = await reader(world.table).find(customerRecord, { customerId })
      const trial = stored?.trial
      if (!trial) throw new Error('The trial is gone')
      const days = (toMillis(trial.endsAt) - toMillis(trial.startsAt)) / DAY
      expect([15, 30, 45, 60]).toContain(days)
      expect(trial.startsAt).toBe(startsAt)
      const items = await table.items()
      const own = items.filter(({ pk }) => pk.includes(customerId))
      expectWholeChains(own)
      const acts = own.flatMap(({ pk, action }) =>
        pk === `AUDIT#CUSTOMER#${customerId}` ? [String(action)] : [],
      )
      const extended = acts.filter((action) => action === 'trial.extended')
      expect(days).toBe(15 + 15 * extended.length)
      // Every success is an extension, the twins the same one.
      const granted = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.endsAt))
      expect(granted.size).toBeLessThanOrEqual(extended.length)
      for (const { status } of answers) expect([200, 409, 503]).toContain(status)
      if (answers.every(({ status }) => status !== 503)) expect(granted.size).toBe(extended.length)
      // After the end was recorded nothing is extended.
      const ended = acts.indexOf('trial.ended')
      if (ended >= 0) expect(acts.slice(ended + 1)).toEqual([])
      expect(acts.filter((action) => action === 'trial.ended').length).toBe(trial.endRecordedAt ? 1 : 0)
      const mails = (await effects(table))
        .filter((effect) => effect.kind === 'mail')
        .filter(({ words }) => words['domain'] === customer.domain)
      expect(mails.filter(({ mail }) => mail === 'trial-extended')).toHaveLength(extended.length)
      expect(mails.filter(({ mail }) => mail === 'trial-ended')).toHaveLength(trial.endRecordedAt ? 2 : 0)
      const due = own.find(({ pk }) => pk.startsWith('DUE#trial-end#'))
      expect(due?.['dueAt']).toBe(trial.endRecordedAt ? undefined : trial.endsAt)
    },
  )
})
