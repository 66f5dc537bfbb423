import { PayoutId, type PersonId } from '../../../shared/kernel/id.ts'
import type { StaffRole } from '../../../shared/kernel/caller.ts'
import {
  payoutApproved,
  payoutPaid,
  payoutRejected,
  payoutRequested,
} from '../../../shared/commission/changes.ts'
import { payoutRecord } from '../../../shared/commission/records.ts'
import {
  approve,
  markPaid,
  reject,
  type Payout,
  type PayoutIn,
  type PayoutState,
} from '../../../shared/commission/payout.ts'
import { redeemableBalanceRecord } from '../../../shared/ledger/records.ts'
import { leavePartner } from '../../../shared/people/person.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { world } from '../../../functions/outside/world.ts'
import { available } from './commission.ts'
import { partner as newPartner } from './partners.ts'
import { personIdOf, setPerson, somebody, type Somebody } from './people.ts'
import { refunded } from './refunds.ts'
import { commit, now } from './time.ts'
import { newUlid } from './ulid.ts'

/** The payout as it is stored. */
export const storedPayout = ({ payoutId }: Pick<Payout, 'payoutId'>): Promise<Stored<Payout>> =>
  reader(world.table).get(payoutRecord, { payoutId })

/** What a partner can redeem, as it sees it, in minor units. */
export const redeemableOf = async ({ partnerId }: Pick<Payout, 'partnerId'>) => {
  const balance = await reader(world.table).get(redeemableBalanceRecord, { partnerId, currency: 'USD' })
  const { available, reserved, paidOut } = balance
  return { available: 0 - available, reserved: 0 - reserved, paidOut: 0 - paidOut }
}

/** Lets a member of a partner become staff instead. */
export const becomesStaff = (who: Somebody, ...staffRoles: StaffRole[]): Promise<void> =>
  setPerson(who, (person) => ({ ...leavePartner(person), staffRoles }))

interface Wanted {
  /** Who asks for it: the admin of a new partner unless told. */
  readonly of?: Awaited<ReturnType<typeof newPartner>>
  /** In minor units; a sale that earns as much is arranged and released. */
  readonly amount?: number
  readonly state?: PayoutState
  readonly invoiceReference?: string
  readonly approvedBy?: Somebody
}

/** A payout in a state, as operations leave it, and the sale that earned it: 120.00, requested, unless told. */
export const payout = async (wanted: Wanted = {}) => {
  const { amount = 12_000, state = 'requested', invoiceReference = `INV-${newUlid()}` } = wanted
  const seller = wanted.of ?? (await newPartner())
  const { admin, partner } = seller
  const sale = await available(seller, amount)
  const at = await now()
  const requested: PayoutIn<'requested'> = {
    payoutId: PayoutId.parse(`pyo_${newUlid()}`),
    partnerId: partner.partnerId,
    requestedBy: await personIdOf(admin),
    state: 'requested',
    currency: 'USD',
    amount,
    invoiceReference,
    requestedAt: at,
  }
  await commit(...payoutRequested(requested))
  const byOther = (who: Somebody = somebody('finance')): Promise<PersonId> => personIdOf(who)
  if (state === 'approved' || state === 'paid') {
    const previous = await storedPayout(requested)
    await commit(...payoutApproved(previous, approve(previous, await byOther(wanted.approvedBy), at)))
  }
  if (state === 'paid') {
    const previous = await storedPayout(requested)
    await commit(...payoutPaid(previous, markPaid(previous, await byOther(), at)))
  }
  if (state === 'rejected') {
    const previous = await storedPayout(requested)
    const rejection = { by: await byOther(), reason: 'No such invoice.' }
    await commit(...payoutRejected(previous, reject(previous, rejection, at)))
  }
  return { admin, partner, sale, payout: await storedPayout(requested) }
}

/** The same, and a refund of 120.00 of its sale, which takes 24.00 of commission back: so much less than nothing is available. */
export const indebted = async (wanted: Wanted = {}) => {
  const arranged = await payout(wanted)
  await refunded(arranged.sale, { amount: 12_000 })
  return arranged
}
