import {
  customerMonthPartition,
  customerMonthRecord,
  type CustomerMonth,
} from '../../shared/customers/records.ts'
import type { Month } from '../../shared/kernel/date.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import type { Currency } from '../../shared/kernel/money.ts'
import { ledgerMonthPartition, ledgerMonthRecord, type LedgerMonth } from '../../shared/ledger/records.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Position, Query } from '../../shared/table/table.ts'

/** More than 20 years of months in all their parts, which is about as much as one query reads. */
const MONTHS_A_PAGE = 4_000

const allOf = async <K extends Kind, Item>(
  { page }: Pick<ItemReader<never, K>, 'page'>,
  record: LookUp<K, Item, never>,
  query: Omit<Query, 'limit' | 'after'>,
): Promise<Item[]> => {
  const found: Item[] = []
  let after: Position | undefined
  do {
    const read = await page(record, { ...query, limit: MONTHS_A_PAGE, ...(after ? { after } : {}) })
    found.push(...read.items)
    after = read.after
  } while (after)
  return found
}

interface Asked {
  readonly partnerId: PartnerId
  readonly last: Month
}

/** The months of a partner's ledger up to one, in all their parts: one query, however many customers it has (R49). */
export const ledgerMonths = (
  read: Pick<ItemReader<never, 'ledgerMonth'>, 'page'>,
  { partnerId, last, currency }: Asked & { readonly currency: Currency },
): Promise<LedgerMonth[]> =>
  allOf(read, ledgerMonthRecord, {
    partition: ledgerMonthPartition(partnerId),
    from: `${currency}#`,
    upTo: `${currency}#${last}~`,
  })

/** The months of a partner's customers up to one. */
export const customerMonths = (
  read: Pick<ItemReader<never, 'customerMonth'>, 'page'>,
  { partnerId, last }: Asked,
): Promise<CustomerMonth[]> =>
  allOf(read, customerMonthRecord, { partition: customerMonthPartition(partnerId), upTo: last })
