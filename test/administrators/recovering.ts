import { handler as recover } from '../../functions/administrators/recover-super-admin.ts'
import { recoverSuperAdmin } from '../../shared/administrators/contract.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { logEntryRecord } from '../../shared/table/log.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'

/** A managed organisation, two members of support, and a request that names somebody who is no user. */
export const recovering = async (named = arrange.somebody('named')) => {
  const managed = await arrange.managed()
  const { customerId } = managed.customer
  const as = await arrange.staff('support')
  const second = await arrange.staff('support')
  const input = { customerId, firstName: 'Somchai', lastName: 'Jaidee', email: named.email }
  return { ...managed, as, second, named, input, customerId }
}

export type Recovering = Awaited<ReturnType<typeof recovering>>

let serial = 0

/** Asks for a recovery as a member of support. */
export const askRecovery = (
  as: arrange.Somebody,
  { input }: Pick<Recovering, 'input'>,
  change: object = {},
) =>
  recordGuards(() =>
    call(
      recoverSuperAdmin,
      recover,
      as,
      { ...input, ...change },
      { idempotencyKey: `recovery-${(serial += 1)}` },
    ),
  )

/** The lines that the log of an organisation has of its recovery, oldest first. */
export const recoveryLines = (items: readonly StoredItem[], customerId: CustomerId) =>
  items
    .filter(({ pk, subject }) => pk === `LOG#${customerId}` && subject === `RECOVERY#${customerId}`)
    .map(logEntryRecord.parse)
    .toSorted((one, next) => (one.seq ?? 0) - (next.seq ?? 0))

/** A request that one member of support has made; another one asks. */
export const askedBefore = async (named?: arrange.Somebody) => {
  const asking = await recovering(named)
  const { status } = await askRecovery(asking.as, asking)
  if (status !== 200) throw new Error('The request was refused')
  return { ...asking, first: asking.as, as: asking.second }
}
