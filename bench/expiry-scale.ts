import * as z from 'zod'
import { handler as advanceClock } from '../functions/clock/advance-clock.ts'
import { handler as expireTrials } from '../functions/trials/expire-trials.ts'
import { world } from '../functions/outside/world.ts'
import { customerRecord } from '../shared/customers/records.ts'
import { CustomerId } from '../shared/kernel/id.ts'
import { fromMillis } from '../shared/kernel/time.ts'
import type { StoredItem } from '../shared/table/table.ts'
import { trialEndDueRecord } from '../shared/trials/records.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'
import { context, eventOf } from './event.ts'
import { load } from './loading.ts'
import { addTrialCustomer, openScene, STAFF_MEMBER } from './scene.ts'

const SCALES = [1_000, 10_000, 100_000]
const DUE = 24
const FAR_OFF = fromMillis(Date.UTC(2099, 0))

/** A customer like the pattern and when its trial ends, as they stand in the table. */
const runningTrial = (pattern: StoredItem): object[] => {
  const customerId = CustomerId.parse(`cus_${world.ulid(world.realMs())}`)
  const due = trialEndDueRecord.put({ id: customerId, dueAt: FAR_OFF })
  if (due.verb !== 'put') throw new Error('A due row is put')
  return [
    { ...pattern, ...customerRecord.key({ customerId }), customerId },
    { ...due.key, ...due.item },
  ]
}

const Done = z.object({ statusCode: z.literal(200) })

/** Moves the programme clock past the end of all trials begun by now. */
const passTrials = async (): Promise<void> => {
  Done.parse(await advanceClock(eventOf(STAFF_MEMBER, { body: { by: 'P16D' } }), context))
}

export const expiryScale: Benchmark = {
  about: `What one run of expireTrials asks of the table while ${DUE} trials are due, and while none is, among ever more customers whose trials run on. The counts must not grow with the customers. Exact; the embedded DynamoDB is loaded by batches.`,
  run: async () => {
    process.env['PROGRAMME_CLOCK'] = 'on'
    const scene = await openScene({ metered: true })
    const sweep = async () => {
      scene.meter.reset()
      await expireTrials({}, context)
      return scene.meter.cost()
    }
    try {
      const [pattern] = await world.table.read([customerRecord.key({ customerId: await addTrialCustomer() })])
      if (!pattern) throw new Error('The pattern is not in the table')
      await passTrials()
      await expireTrials({}, context)
      const rows: ({ readonly scale: number; readonly due: number } & Awaited<ReturnType<typeof sweep>>)[] =
        []
      let loaded = 0
      for (const scale of SCALES) {
        await load(scene, scale - loaded, () => runningTrial(pattern))
        loaded = scale
        for (let count = 0; count < DUE; count += 1) await addTrialCustomer()
        await passTrials()
        for (const [due, run] of [
          [DUE, await sweep()],
          [0, await sweep()],
        ] as const)
          rows.push({ scale, due, ...run })
      }
      const counts = (due: number): string[] =>
        rows
          .filter((row) => row.due === due)
          .map(({ reads, readUnits, writes }) => `${reads} ${readUnits} ${writes}`)
      const same = [DUE, 0].every((due) => new Set(counts(due)).size === 1)
      if (rows.some(({ due, writes }) => due !== writes))
        throw new Error('The sweep did not record exactly what was due')
      const figures = table(
        ['customers', 'due', 'reads', 'read units', 'writes', 'write units'],
        rows.map((row) => [
          row.scale.toLocaleString('en'),
          row.due,
          row.reads,
          row.readUnits,
          row.writes,
          row.writeUnits,
        ]),
      )
      return lasting(
        `${figures}\n\n${same ? 'The counts are identical at every scale.' : 'THE COUNTS DIFFER.'}`,
      )
    } finally {
      await scene.close()
    }
  },
}
