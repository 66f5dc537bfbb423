import { describe, expect } from 'vitest'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { ask, codeOf } from '../attack/asking.ts'
import { MISSING } from '../attack/cast.ts'
import { directory } from '../attack/managers.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { refusedLines } from '../support/describe/expect-refusal.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { isUnknown } from './outcomes.ts'

const ATTEMPTS = 30
const FEW_HISTORIES = 6

/** All that is refused to an admin of the partner without a session. */
const refusing = httpOperations.filter(({ operation: { declaration } }) => {
  const { onBehalf } = declaration
  return onBehalf !== undefined && onBehalf !== 'opening'
})

describe('a flood of attempts that are refused', () => {
  const table = useTestTable()

  raced(
    `R53 R60 holds up no revocation; each of ${ATTEMPTS} that was answered has its line, which touches nothing else`,
    table,
    async ({ race, random }) => {
      const { admin, superAdmin, target } = await table.arranged(async () => {
        const { admin, partner } = await arrange.partner()
        const superAdmin = arrange.somebody('super-admin')
        const { named } = await directory(partner, superAdmin)
        return { admin, superAdmin, target: { ...MISSING, ...named } }
      })
      const seen = table.proxy.watch()
      const attempt = async () => {
        const tested = refusing[Math.floor(random() * refusing.length)]
        if (!tested) throw new Error('There is nothing to attempt')
        const attacker = { is: 'flooding', who: admin, roles: [], owns: {} }
        const one = { attacker, relation: 'own', target, refusal: undefined } as const
        return { name: tested.name, called: await ask(tested, one) }
      }
      const [ended, ...attempts] = await race(
        () => call(revokeAccess, revoke, superAdmin, { customerId: target.customerId }),
        ...Array.from({ length: ATTEMPTS }, () => attempt),
      )
      expect(isUnknown(ended) || ended.status === 200).toBe(true)
      const lines = refusedLines(await table.items())
      const answered = attempts.filter(({ called }) => !isUnknown(called))
      for (const { name, called } of answered) {
        expect(called.status, name).toBeGreaterThanOrEqual(400)
        const own = lines.filter((line) => line['requestId'] === called.body['instance'])
        expect(own.map((line) => [line['operation'], line['code']])).toEqual([[name, codeOf(called)]])
      }
      const revoking = seen.filter(({ body }) => body.includes('access.revoked'))
      expect(new Set(revoking.map(({ body }) => body)).size).toBe(1)
      const others = seen.filter(({ body }) => !body.includes('access.revoked') && !isOfLine(body))
      expect(others).toEqual([])
    },
    fewerHistories(FEW_HISTORIES),
  )
})

/** Whether a commit is of a line and its count alone. */
const isOfLine = (body: string): boolean => {
  const partitions = [...body.matchAll(/"pk":\{"S":"([A-Z-]+)#/g)].map(([, partition]) => partition)
  return partitions.length > 0 && partitions.every((one) => one === 'LOG' || one === 'REFUSALS')
}
