import { accessRecord } from '../../shared/access/records.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { customerMapped, transferEnded, transferWithoutMove } from '../../shared/mapping/changes.ts'
import { map } from '../../shared/mapping/mapping.ts'
import { toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { cancel, complete, obstacleOf, type OpenTransfer } from '../../shared/mapping/transfer.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { administratorChangesRecord, personRecord } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import { decidedAgain, type Stored } from '../../shared/table/record.ts'
import { administratorsOf } from './administrators.ts'
import { newCode } from './verification-code.ts'

type Reader = Pick<
  ItemReader<
    'partner' | 'customer' | 'billing' | 'access' | 'person' | 'administratorChanges',
    'administrator'
  >,
  'find' | 'get' | 'findAll' | 'page'
>

/**
 * Completes a transfer in the one commit of a move, or cancels it with the reason where the new partner was deactivated or an administrator
 * of the organisation has become a member of it (R14, R17); what changes before the commit is decided again.
 */
export const transferCompletion = async (
  { find, get, findAll, page }: Reader,
  transfer: Stored<OpenTransfer>,
  now: Instant,
  note?: string,
) => {
  const { customerId, to } = transfer
  // Before the administrators: where they change after this, it is decided again.
  const [customer, billing, administratorChanges] = await Promise.all([
    get(customerRecord, { customerId }),
    find(billingRecord, { customerId }),
    find(administratorChangesRecord, { customerId }),
  ])
  const [access, partner, administrators] = await Promise.all([
    get(accessRecord, { customerId }),
    get(partnerRecord, { partnerId: to }),
    administratorsOf({ page }, customerId),
  ])
  const people = await findAll(personRecord, administrators)
  const obstacle = obstacleOf(partner, people)
  if (obstacle) {
    const cancelled = cancel(transfer, obstacle, now, note)
    return {
      closed: cancelled,
      customer,
      changes: transferWithoutMove(transfer, cancelled, customer),
      outbox: toAllSides('transfer-cancelled', customer, transfer, {
        ...wordsOf(transfer),
        cancelReason: obstacle,
      }),
    }
  }
  const completed = complete(transfer, now, note)
  const mapped = customerMapped(
    { customer, billing, access, administrators, administratorChanges },
    map(customer, to, newCode()),
    now,
  )
  return {
    closed: completed,
    customer,
    changes: [
      ...transferEnded(transfer, completed),
      ...mapped.changes,
      partnerRecord.check({ partnerId: to }, { equals: { status: 'active' } }),
    ].map(decidedAgain),
    outbox: [...toAllSides('customer-moved', customer, transfer, wordsOf(transfer)), ...mapped.outbox],
  }
}
