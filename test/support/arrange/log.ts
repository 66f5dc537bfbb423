import type { Customer } from '../../../shared/customers/customer.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Actor } from '../../../shared/table/audit.ts'
import { commitChanges } from '../../../shared/table/commit.ts'
import { LogEntry, logEntryRecord } from '../../../shared/table/log.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { ownMillisecond } from '../own-millisecond.ts'
import { commit, now } from './time.ts'

/** A deed on a customer by whoever is told, in its chain and in its log. */
export const deedBy = async (
  { customerId }: Pick<Customer, 'customerId'>,
  actor: Actor,
  action: `${string}.${string}` = 'customer.arranged',
): Promise<void> => {
  const customer = await reader(world.table).get(customerRecord, { customerId })
  const change = customerRecord.replace(customer, customer, { action })
  ownMillisecond()
  await commitChanges(world.table, [change], { at: await now(), actor, ...world.commitMarks() })
}

/** Lines of a log outside all chains, such as refused attempts, as they are stored. */
export const logLines = async (
  customerId: CustomerId,
  count: number,
  lineOf: (place: number) => { readonly at: Instant; readonly actor: Actor } & Partial<LogEntry>,
): Promise<void> => {
  const lines = Array.from({ length: count }, (_, place) =>
    LogEntry.parse({
      customerId,
      entryId: `arranged-${place}`,
      outcome: 'refused',
      operation: 'deleteUser',
      code: 'forbidden-to-partner-admin',
      salt: 'salt',
      ...lineOf(place),
    }),
  )
  for (let first = 0; first < count; first += 100)
    await commit(...lines.slice(first, first + 100).map((line) => logEntryRecord.putNew(line)))
}
