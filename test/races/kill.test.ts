import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect } from 'vitest'
import { startEmbeddedDynamoDb, type DynamoDbProcess } from '../../local/dynamodb.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { mailsOf, renewing } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { isEmbedded } from '../support/table/engine.ts'
import { HISTORIES, raced } from '../support/faults/histories.ts'
import { useInterruptedFunctions } from '../support/faults/interrupted-functions.ts'
import { MOMENTS } from '../support/faults/interruption.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { expectSettled, streamEvent, useMailService } from '../support/outbox.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable, type TestTable } from '../support/table/test-table.ts'
import { chargesIn, expectClosedBooks } from './books.ts'
import { DECLINED } from './charging.ts'

const VICTIMS = ['function', 'table'] as const
const MINUTE_MS = 60_000
/** By then each lease has ended, and what was put off is due again. */
const LATER_MS = [3, 30, 300].map((minutes) => minutes * MINUTE_MS)

const entryIds = async (table: TestTable): Promise<OutboxId[]> =>
  (await table.items())
    .filter(({ pk, sk }) => pk.startsWith('OUTBOX#') && sk === 'ENTRY')
    .map(({ outboxId }) => OutboxId.parse(outboxId))

// Another DynamoDB than the embedded one is not this machine's to kill.
describe.runIf(isEmbedded)('SIGKILL of a function or of the table in the middle of its work', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'))
  const file = join(folder, 'table.db')
  let database: DynamoDbProcess
  const table = useTestTable(async () => {
    database = await startEmbeddedDynamoDb({ file })
    return { endpoint: database.endpoint, stop: () => database.stop() }
  })
  const mail = useMailService()
  const provider = usePaymentProvider()
  const functions = useInterruptedFunctions(table)
  afterAll(() => rmSync(folder, { recursive: true }))

  const kill = {
    function: () => functions.kill(),
    table: async () => {
      const port = Number(new URL(database.endpoint).port)
      await database.kill()
      database = await startEmbeddedDynamoDb({ file, port })
      expect(new URL(database.endpoint).port).toBe(String(port))
    },
  }

  raced(
    'R34 records each end once and sends each mail once, or parks it as uncertain',
    table,
    async ({ seed, random }) => {
      const { admin, partner } = await arrange.partner()
      const customers = [
        await arrange.customer(partner, { verified: true, trial: true }),
        await arrange.customer(partner, { verified: true, trial: true }),
      ]
      // Half of the new effects come by the stream; the schedule finds the others two minutes later.
      let batch: object = { Records: [] }
      // Each with its first and last request, of those that follow the look at the clock and the due index.
      const steps = [
        { run: () => functions.invoke('remindOfTrialEnd'), first: 10, last: 13 },
        { run: () => functions.invoke('expireTrials'), first: 10, last: 13 },
        { run: () => functions.invoke('dispatchOutbox', batch), first: 2, last: 10 },
        { run: () => functions.invoke('retryOutbox', {}, LATER_MS[0]), first: 10, last: 18 },
      ]
      const victim = VICTIMS[seed % 2] ?? 'function'
      const moment = MOMENTS[seed % 3] ?? 'amid'
      const killedStep = Math.floor(seed / 2) % steps.length
      for (const [number, { run, first, last }] of steps.entries()) {
        if (number === 0) await arrange.advanceClock('P9D')
        if (number === 1) await arrange.advanceClock('P7D')
        if (number === 2)
          batch = streamEvent(...(await entryIds(table)).filter((_, index) => index % 2 === 0))
        if (number === killedStep) {
          const nth = first + Math.floor(random() * (last + 1 - first))
          const [outcome] = await Promise.all([
            run(),
            functions.interrupt({ nth, moment, act: kill[victim] }),
          ])
          expect([victim, outcome]).toBeOneOf([
            ['function', 'killed'],
            ['table', 'done'],
            ['table', 'failed'],
          ])
        }
        // The schedule comes again, and the stream brings again what was not taken.
        expect(await run()).toBe('done')
      }
      for (const later of LATER_MS) await functions.invoke('retryOutbox', {}, later)

      for (const { customer } of customers)
        expect(await auditActions(table, `CUSTOMER#${customer.customerId}`)).toEqual([
          'customer.added',
          'trial.ended',
        ])
      const sides = [admin, ...customers.map(({ superAdmin }) => superAdmin)]
      const intended = (await effects(table)).flatMap((effect) => (effect.kind === 'mail' ? [effect] : []))
      const each = sides.map(({ email }) =>
        intended.filter(({ to }) => to === email).map(({ mail: kind }) => kind),
      )
      const [ended, soon] = ['trial-ended', 'trial-ends-soon']
      expect(each.map((kinds) => kinds.toSorted())).toEqual([
        [ended, ended, soon, soon],
        [ended, soon],
        [ended, soon],
      ])
      const items = await table.items()
      expectWholeChains(items)
      await expectSettled(items, mail)
    },
    Math.max(6, Math.ceil(HISTORIES / 8)),
  )

  raced(
    'R45 charges each renewal once, whoever dies before, during or after the call, and tells its payer once',
    table,
    async ({ seed, random }) => {
      const [paid, refused] = await table.arranged(async () => [
        await renewing(),
        await renewing({ card: DECLINED, cardType: 'CC' }),
      ])
      const victim = VICTIMS[seed % 2] ?? 'function'
      const moment = MOMENTS[seed % 3] ?? 'amid'
      const killedStep = Math.floor(seed / 2) % 2
      const renew = () => functions.invoke('renewSubscriptions')
      const resolve = () => functions.invoke('resolvePayments', {}, LATER_MS[0])
      // Each with its first and last request, of those that follow the look at the clock, the due index and the subscriptions.
      const steps = [
        { run: renew, first: 12, last: 17 },
        { run: resolve, first: 12, last: 15 },
      ]
      for (const [number, { run, first, last }] of steps.entries()) {
        // What is looked into had no answer.
        if (number === 0 && killedStep === 1) provider.fail({ fault: 'lost-after', times: 4 })
        if (number === killedStep) {
          const nth = first + Math.floor(random() * (last + 1 - first))
          await Promise.all([run(), functions.interrupt({ nth, moment, act: kill[victim] })])
        }
        expect(await run()).toBe('done')
        provider.fail({ fault: 'slow', times: 0 })
      }
      for (const later of LATER_MS) await functions.invoke('resolvePayments', {}, later)

      const items = await table.items()
      expectClosedBooks(items, provider.intents())
      expect(chargesIn(items).map(({ customerId, state }) => ({ customerId, state }))).toEqual(
        expect.arrayContaining([
          { customerId: paid.customer.customerId, state: 'succeeded' },
          { customerId: refused.customer.customerId, state: 'declined' },
        ]),
      )
      expect(chargesIn(items)).toHaveLength(2)
      expect((await mailsOf(table)).map(({ to, mail }) => `${mail} ${to}`).toSorted()).toEqual(
        [
          `payment-receipt ${paid.partner.partnerId}`,
          `subscription-past-due ${refused.superAdmin.email}`,
        ].toSorted(),
      )
    },
    Math.max(6, Math.ceil(HISTORIES / 8)),
  )
})
