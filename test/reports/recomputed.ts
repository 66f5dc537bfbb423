import { monthOf, nextMonth } from '../../shared/kernel/date.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import { postedTo, type AccountName, type LedgerEvent } from '../../shared/ledger/event.ts'
import { ledgerEventRecord, ledgerPartition } from '../../shared/ledger/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'

export const usd = (minor: number) => ({ currency: 'USD', minor })

/** The events of a partner's ledger, by which every report of money must be explained. */
export const eventsOf = (items: readonly StoredItem[], partnerId: PartnerId): LedgerEvent[] =>
  items.filter(({ pk }) => pk === ledgerPartition(partnerId)).map((item) => ledgerEventRecord.parse(item))

/** What events come to, by the kind of fact. */
export const comesTo = (events: readonly LedgerEvent[]) => {
  const sum = (account: AccountName, kind?: LedgerEvent['kind']): number =>
    events
      .filter((event) => kind === undefined || event.kind === kind)
      .reduce((total, event) => total + postedTo(event, account), 0)
  const [charged, refunded] = [sum('cash', 'charge'), 0 - sum('cash', 'refund')]
  const [accrued, clawedBack] = [sum('commission', 'charge'), 0 - sum('commission', 'refund')]
  return {
    list: 0 - sum('sales'),
    discount: sum('discounts'),
    charged,
    refunded,
    revenue: charged - refunded,
    accrued,
    clawedBack,
    commission: accrued - clawedBack,
    released: sum('held', 'release'),
    held: 0 - sum('held'),
    available: 0 - sum('available'),
    paidOut: 0 - sum('paidOut', 'payout'),
  }
}

/** The same by month, from a first to a last one. */
export const byMonth = (events: readonly LedgerEvent[], last: string, first: string) => {
  const months: ({ month: string } & ReturnType<typeof comesTo>)[] = []
  for (let month = first; month <= last; month = nextMonth(month))
    months.push({ month, ...comesTo(events.filter(({ at }) => monthOf(at) === month)) })
  return months
}
