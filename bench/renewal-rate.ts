import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handler as renewSubscriptions } from '../functions/billing/renew-subscriptions.ts'
import type { Job } from '../functions/edge/job.ts'
import { createPayer } from '../functions/outside/payments/card-entry.ts'
import { cardOfMethod } from '../functions/outside/payments/card.ts'
import { world } from '../functions/outside/world.ts'
import { CHARGE_LONGEST_MS, CHARGES_AT_ONCE } from '../functions/work/pay-renewal.ts'
import { sweep } from '../functions/work/sweep.ts'
import { startPaymentProvider } from '../local/payment-provider/provider.ts'
import { noBilling, type PaymentProfile } from '../shared/billing/billing.ts'
import { accountChanged, renewalScheduled } from '../shared/billing/changes.ts'
import { renewSubscriptions as declared } from '../shared/billing/contract.ts'
import { renewalDueRecord } from '../shared/billing/records.ts'
import { achieved } from '../shared/billing/subscription.ts'
import { customerRecord } from '../shared/customers/records.ts'
import { dateOf, plusMonths } from '../shared/kernel/date.ts'
import { CustomerId } from '../shared/kernel/id.ts'
import { spread } from '../shared/kernel/spread.ts'
import { fromMillis } from '../shared/kernel/time.ts'
import { priceBook } from '../shared/pricing/price-book.ts'
import { ALL_SHARDS, DUE_SHARDS, type ShardRange } from '../shared/table/due.ts'
import { reader } from '../shared/table/reader.ts'
import type { Table } from '../shared/table/table.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'
import { context } from './event.ts'
import { addTrialCustomer, commitAll, openScene } from './scene.ts'
import { virtualTime } from './virtual-time.ts'

const MEASURED = 24
const SIMULATED = 24_000
const CALL_MS = 850
const READ_MS = 10
const COMMIT_MS = 30
const AIMS = [
  { runners: 1, least: 400 },
  { runners: DUE_SHARDS, least: 3_000 },
] as const

/** What one renewal asks of the table, in round trips one after the other. */
interface Trips {
  readonly reads: number
  readonly commits: number
}

/** A customer whose monthly renewal is due today, on a card of its own. */
const addDue = async (): Promise<void> => {
  const customerId = await addTrialCustomer()
  const providerCustomer = await createPayer({ ownerId: customerId, key: `payer-${customerId}` })
  const method = { paymentMethod: 'pm_card_visa', providerCustomer, key: `card-${customerId}` }
  const card = await cardOfMethod(method)
  if ('unusable' in card) throw new Error(`The card is unusable: ${card.unusable}`)
  const profile: PaymentProfile = { cardType: 'CC', ownerId: customerId, providerCustomer, ...card }
  const customer = await reader(world.table).get(customerRecord, { customerId })
  const at = fromMillis(world.realMs())
  const anchor = plusMonths(dateOf(at), -1)
  const account = achieved(
    { customer, billing: { ...noBilling(customerId), profile } },
    {
      purchase: { plan: 'standard', licences: 10, payPeriod: 'monthly', storage: [] },
      cycle: { anchor, renewal: 1, bookVersion: priceBook.version },
      carried: 0,
    },
    at,
  )
  await commitAll([
    ...accountChanged({ customer, billing: undefined }, account, { action: 'subscription.purchased' }),
    ...renewalScheduled(account, at),
  ])
}

/** Measures what one renewal asks of the table beside what each run does, by the real function. */
const measured = async (): Promise<Trips> => {
  const scene = await openScene({ metered: true })
  const stateDir = mkdtempSync(join(tmpdir(), 'payments-'))
  const key = 'sk_test_bench'
  const provider = await startPaymentProvider({
    port: 0,
    stateDir,
    key,
    eventSecret: 'whsec_bench',
    onEvent: () => Promise.resolve(),
  })
  Object.assign(process.env, { PAYMENT_KEY: key, PAYMENT_ADDRESS: provider.url })
  const costOfRun = async () => {
    scene.meter.reset()
    await renewSubscriptions({}, context)
    return scene.meter.cost()
  }
  try {
    for (let count = 0; count < MEASURED; count += 1) await addDue()
    const [all, none] = [await costOfRun(), await costOfRun()]
    if (provider.intents().length !== MEASURED) throw new Error('Not every renewal was charged once')
    // All are looked up together, once a run.
    return { reads: (all.reads - none.reads - 1) / MEASURED, commits: (all.writes - none.writes) / MEASURED }
  } finally {
    await provider.stop()
    await scene.close()
    rmSync(stateDir, { recursive: true })
  }
}

const minutesOf = (expression: string): number => Number(/^rate\((\d+) minutes?\)$/.exec(expression)?.[1])

/** How many renewals a minute so many runners make, each on its share of the shards, until none is left. */
const simulated = async (runners: number, trips: Trips): Promise<number> => {
  const { on, timeoutSeconds } = declared.declaration
  const periodMs = minutesOf(on.kind === 'schedule' ? on.expression : '') * 60_000
  const time = virtualTime()
  const dueSk = (id: string) => `2031-02-15T00:00:00.000Z#${id}`
  let left = Array.from({ length: SIMULATED }, (_, nth) => CustomerId.parse(`cus_${world.ulid(nth)}`))
  const done = new Set<CustomerId>()
  const repeated = async (times: number, ms: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await time.sleep(ms)
  }
  const tableOf = (): Table => {
    const shards = Array.from({ length: DUE_SHARDS }, (_, shard) =>
      left.filter((id) => spread(id, DUE_SHARDS) === shard),
    )
    return {
      read: () => Promise.reject(new Error('Nothing is read by key')),
      commit: () => Promise.reject(new Error('Nothing is put off')),
      query: async ({ partition, limit, after }) => {
        await time.sleep(READ_MS)
        const ids = shards[Number(partition.split('#').at(-1))] ?? []
        const first = Number(after?.['place'] ?? 0)
        const items = ids.slice(first, first + limit).map((id) => ({ pk: id, sk: 'DUE', dueSk: dueSk(id) }))
        return { items, ...(first + limit < ids.length ? { after: { place: String(first + limit) } } : {}) }
      },
    }
  }
  const run = async (shards: ShardRange): Promise<void> => {
    const endMs = time.now() + timeoutSeconds * 1_000
    const simulatedTable = tableOf()
    const job: Job = {
      ...reader(simulatedTable),
      table: simulatedTable,
      now: fromMillis(Date.UTC(2031, 2)),
      shards,
      hasTime: (longestMs = 0) => endMs - time.now() > longestMs,
      postponed: (_id, thrown) => {
        throw thrown
      },
      alarmed: () => undefined,
      commit: () => Promise.reject(new Error('Nothing is committed')),
    }
    await sweep<CustomerId, true>(job, {
      queue: renewalDueRecord,
      at: job.now,
      workers: CHARGES_AT_ONCE,
      longestMs: CHARGE_LONGEST_MS,
      lookUp: async (ids) => {
        await time.sleep(READ_MS)
        return ids.map(() => true)
      },
      handle: async ({ id }) => {
        await time.sleep(COMMIT_MS)
        await time.sleep(CALL_MS)
        await repeated(trips.reads, READ_MS)
        await repeated(trips.commits - 1, COMMIT_MS)
        done.add(id)
        return true
      },
    })
  }
  let endedMs = 0
  const runner = async (shards: ShardRange): Promise<void> => {
    const isLeft = (): boolean =>
      left.some((id) => {
        const shard = spread(id, DUE_SHARDS)
        return !done.has(id) && shards.first <= shard && shard <= shards.last
      })
    while (isLeft()) {
      left = left.filter((id) => !done.has(id))
      await run(shards)
      endedMs = Math.max(endedMs, time.now())
      await time.sleep(periodMs - (time.now() % periodMs))
    }
  }
  const ranges =
    runners === 1
      ? [ALL_SHARDS]
      : Array.from({ length: runners }, (_, shard) => ({ first: shard, last: shard }))
  await time.during(Promise.all(ranges.map(runner)))
  return SIMULATED / (endedMs / 60_000)
}

export const renewalRate: Benchmark = {
  about: `How many renewals a minute \`renewSubscriptions\` makes while ${SIMULATED.toLocaleString('en')} are due: a simulation of its own sweep, with its workers, shards, batches, period and time, of which a call of the provider takes ${CALL_MS} ms, a read of the table ${READ_MS} ms and a commit ${COMMIT_MS} ms. What one renewal asks of the table is measured; the time of the processor is not counted. Several runners have a schedule each, which names its shards.`,
  run: async () => {
    const trips = await measured()
    const rows: (readonly (string | number)[])[] = []
    for (const { runners, least } of AIMS) {
      const rate = await simulated(runners, trips)
      if (rate < least) throw new Error(`${runners} runners make ${Math.floor(rate)} renewals a minute`)
      const calls = Math.round(rate / 60)
      rows.push([runners, CHARGES_AT_ONCE, trips.reads, trips.commits, Math.floor(rate), least, calls])
    }
    const heads = [
      'runners',
      'charges at once, each',
      'reads a renewal',
      'commits a renewal',
      'renewals a minute',
      'aim',
      'calls a second',
    ]
    return lasting(table(heads, rows))
  },
}
