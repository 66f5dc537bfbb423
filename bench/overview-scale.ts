import * as z from 'zod'
import { handler as getSalesOverview } from '../functions/reports/get-sales-overview.ts'
import { world } from '../functions/outside/world.ts'
import {
  customerMonthRecord,
  customerRecord,
  customerRowRecord,
  type CustomerRow,
} from '../shared/customers/records.ts'
import { summarize } from '../shared/customers/customer.ts'
import { monthOf, nextMonth, plusMonths } from '../shared/kernel/date.ts'
import { CustomerId, PaymentId } from '../shared/kernel/id.ts'
import { fromMillis, Instant } from '../shared/kernel/time.ts'
import type { LedgerEvent } from '../shared/ledger/event.ts'
import { BALANCE_SHARDS, ledgerEventRecord, ledgerMonthRecord } from '../shared/ledger/records.ts'
import { reader } from '../shared/table/reader.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'
import { context, eventOf } from './event.ts'
import { load } from './loading.ts'
import { addTrialCustomer, CALLER, commitAll, openScene, type Scene } from './scene.ts'

const SCALES = [10, 10_000]
const MONTHS = 24
/** In minor units: what each customer is charged a month, and what that earns. */
const CHARGE = 1_000
const EARNED = 200

const Done = z.object({ statusCode: z.literal(200), body: z.string() })
const Overview = z.object({ revenue: z.object({ minor: z.int() }), byMonth: z.array(z.unknown()) })

const present = monthOf(fromMillis(world.realMs()))
const first = monthOf(plusMonths(`${present}-01`, 1 - MONTHS))
const begunAt = Instant.parse(`${first}-01T09:00:00.000Z`)

const patternRow = async (): Promise<CustomerRow> => {
  const customerId = await addTrialCustomer()
  const customer = await reader(world.table).get(customerRecord, { customerId })
  if (!customer.partnerId) throw new Error('The pattern has no partner')
  const summary = summarize(customer)
  return { partnerId: customer.partnerId, customerId, accessStatus: 'granted', summary }
}

const listedCustomer = (pattern: CustomerRow): CustomerRow => {
  const customerId = CustomerId.parse(`cus_${world.ulid(world.realMs())}`)
  return { ...pattern, customerId, summary: { ...pattern.summary, customerId } }
}

const charged = ({ partnerId, customerId }: CustomerRow): LedgerEvent => {
  const paymentId = PaymentId.parse(`pay_${world.ulid(world.realMs())}`)
  return {
    kind: 'charge',
    partnerId,
    customerId,
    paymentId,
    eventId: `${paymentId}#charge`,
    at: begunAt,
    currency: 'USD',
    rate: 2_000,
    base: CHARGE,
    postings: [
      { account: 'cash', amount: CHARGE },
      { account: 'sales', amount: 0 - CHARGE },
      { account: 'commission', amount: EARNED },
      { account: 'held', amount: 0 - EARNED },
    ],
  }
}

/** Lets as many more customers be listed, each with a charge in the ledger, and be charged every month. */
const grow = async (scene: Scene, pattern: CustomerRow, more: number, parts: number[]): Promise<void> => {
  const { partnerId } = pattern
  await load(scene, more, () => {
    const row = listedCustomer(pattern)
    const event = charged(row)
    return [
      { ...customerRowRecord.key(row), ...row },
      { ...ledgerEventRecord.key(event), ...event },
    ]
  })
  for (let customer = 0; customer < more; customer += 1) {
    const shard = customer % BALANCE_SHARDS
    parts[shard] = (parts[shard] ?? 0) + 1
  }
  for (let month = first; month <= present; month = nextMonth(month)) {
    const sums = parts.map((customers, shard) => ({
      ...{ partnerId, currency: 'USD' as const, month, shard },
      ...{ cash: CHARGE * customers, sales: 0 - CHARGE * customers, discounts: 0 },
      ...{ commission: EARNED * customers, held: 0 - EARNED * customers },
      ...{ available: 0, reserved: 0, paidOut: 0, refunded: 0, clawedBack: 0, released: 0 },
    }))
    await commitAll(sums.filter(({ cash }) => cash > 0).map((sum) => ledgerMonthRecord.put(sum)))
  }
  const joined = parts.reduce((sum, customers) => sum + customers, 0)
  await commitAll([customerMonthRecord.put({ partnerId, month: first, joined, left: 0 })])
}

export const overviewScale: Benchmark = {
  about: `What the sales overview asks of the table, over ${MONTHS} months in which each customer is charged once a month. The requests must not grow with the customers: the sums of a month are in at most ${BALANCE_SHARDS} parts, however many customers there are. Exact; the embedded DynamoDB is loaded by batches.`,
  run: async () => {
    const scene = await openScene({ metered: true })
    try {
      const pattern = await patternRow()
      const parts = Array<number>(BALANCE_SHARDS).fill(0)
      const rows: (readonly [string, number, number])[] = []
      let loaded = 0
      for (const scale of SCALES) {
        await grow(scene, pattern, scale - loaded, parts)
        loaded = scale
        scene.meter.reset()
        const { body } = Done.parse(await getSalesOverview(eventOf(CALLER), context))
        const { reads, readUnits } = scene.meter.cost()
        const { revenue, byMonth } = Overview.parse(JSON.parse(body))
        if (revenue.minor !== scale * MONTHS * CHARGE || byMonth.length !== MONTHS)
          throw new Error('The overview does not say what was charged')
        rows.push([scale.toLocaleString('en'), reads, readUnits])
      }
      const same = new Set(rows.map(([, reads]) => reads)).size === 1
      return lasting(
        `${table(['customers', 'requests', 'read units'], rows)}\n\n${same ? 'The requests are the same at every scale.' : 'THE REQUESTS DIFFER.'}`,
      )
    } finally {
      await scene.close()
    }
  },
}
