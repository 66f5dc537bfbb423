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

type Reseller = Awaited<ReturnType<typeof newPartner>>

/** A payout that an admin of a partner asks for, out of what is available. */
export const payoutAsked = async (
  { admin, partner }: Reseller,
  { amount, invoiceReference }: { readonly amount: number; readonly invoiceReference: string },
): Promise<Stored<Payout>> => {
  const requested: PayoutIn<'requested'> = {
    payoutId: PayoutId.parse(`pyo_${newUlid()}`),
    partnerId: partner.partnerId,
    requestedBy: await personIdOf(admin),
    state: 'requested',
    currency: 'USD',
    amount,
    invoiceReference,
    requestedAt: await now(),
  }
  await commit(...payoutRequested(requested))
  return storedPayout(requested)
}

interface Wanted {
  /** Who asks for it: the admin of a new partner unless told. */
  readonly of?: Reseller
  /** In minor units; a sale that earns as much is arranged and released. */
  readonly amount?: number
  readonly state?: PayoutState
  readonly invoiceReference?: string
  readonly approvedBy?: Somebody
}

/** A payout in a state, as operations leave it, and the sale that earned it: 120.00, requested, unless told. */
export const payout = async (wanted: Wanted = {}) => {
  const { amount = 12_000, state = 'requested', invoiceReference = `INV-${newUlid()}` } = wanted
  const of = wanted.of ?? (await newPartner())
  const sale = await available(of, amount)
  const requested = await payoutAsked(of, { amount, invoiceReference })
  const at = requested.requestedAt
  const byOther = (who: Somebody = somebody('finance')): Promise<PersonId> => personIdOf(who)
  if (state === 'approved' || state === 'paid')
    await commit(...payoutApproved(requested, approve(requested, await byOther(wanted.approvedBy), at)))
  if (state === 'paid') {
    const approved = await storedPayout(requested)
    await commit(...payoutPaid(approved, markPaid(approved, await byOther(), at)))
  }
  if (state === 'rejected') {
    const rejection = { by: await byOther(), reason: 'No such invoice.' }
    await commit(...payoutRejected(requested, reject(requested, rejection, at)))
  }
  return { ...of, sale, payout: await storedPayout(requested) }
}

/** The same, and a refund of 120.00 of its sale, which takes 24.00 of commission back: so much less than nothing is available. */
export const indebted = async (wanted: Wanted = {}) => {
  const arranged = await payout(wanted)
  await refunded(arranged.sale, { amount: 12_000 })
  return arranged
}
