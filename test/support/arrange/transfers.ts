import type { Customer } from '../../../shared/customers/customer.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import { TransferId } from '../../../shared/kernel/id.ts'
import { transferBegun, transferObjected } from '../../../shared/mapping/changes.ts'
import { consent, transferring } from '../../../shared/mapping/mapping.ts'
import { transferRecord } from '../../../shared/mapping/records.ts'
import { begin, object } from '../../../shared/mapping/transfer.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { subscribed } from './billing.ts'
import { customer, paid } from './customers.ts'
import { partner } from './partners.ts'
import { setOrganizationRole, somebody, type Somebody } from './people.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** Further administrators of an organisation. */
export const orgAdmins = async (
  of: Pick<Customer, 'customerId' | 'partnerId'>,
  count: number,
): Promise<Somebody[]> => {
  const admins = Array.from({ length: count }, () => somebody('org-admin'))
  for (const admin of admins) await setOrganizationRole(admin, of, 'org-admin')
  return admins
}

type Reseller = Awaited<ReturnType<typeof partner>>

interface Given {
  readonly former?: Reseller
  readonly next?: Reseller
  /** How the customer is subscribed, with a card on file. */
  readonly billed?: Omit<Parameters<typeof subscribed>[0], 'of'>
}

/** A verified customer that was paid for 31 days, and a transfer to another partner that waits for an objection. */
export const pendingTransfer = async (given: Given = {}) => {
  const former = given.former ?? (await partner())
  const next = given.next ?? (await partner())
  const [from, to] = [former.partner, next.partner]
  const { customer: moving, superAdmin } = given.billed
    ? await subscribed({ of: former, ...given.billed })
    : await customer(from, { verified: true, trial: true, subscription: await paid(31) })
  const { customerId, domain, organizationName } = moving
  const transferId = TransferId.parse(`trf_${newUlid()}`)
  const begun = begin(
    {
      transferId,
      customerId,
      domain,
      organizationName,
      from: from.partnerId,
      before: from.company.name,
      to: to.partnerId,
      after: to.company.name,
    },
    await now(),
  )
  await commit(
    customerRecord.replace(moving, transferring(consent(moving, await now()), transferId), {
      action: 'transfer.consented',
    }),
    ...transferBegun(begun),
  )
  const read = reader(world.table)
  return {
    customer: await read.get(customerRecord, { customerId }),
    transfer: await read.get(transferRecord, { transferId }),
    superAdmin,
    former,
    next,
  }
}

/** The same transfer once its former partner has objected. */
export const objectedTransfer = async (given: Given = {}) => {
  const pending = await pendingTransfer(given)
  const { transfer } = pending
  const objection = object(transfer, transfer.from, 'Our contract runs until May.', await now())
  await commit(...transferObjected(transfer, objection))
  const { transferId } = transfer
  return { ...pending, transfer: await reader(world.table).get(transferRecord, { transferId }) }
}
