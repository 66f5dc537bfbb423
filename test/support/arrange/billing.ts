import type {
  Billing,
  DunningReason,
  PaymentProfile,
  ScheduledChange,
} from '../../../shared/billing/billing.ts'
import { decideChange, withScheduled, type ChangeContext } from '../../../shared/billing/change.ts'
import { accountChanged, accountOf, type StoredAccount } from '../../../shared/billing/changes.ts'
import { billingRecord, renewalDueRecord, renewalNoticeDueRecord } from '../../../shared/billing/records.ts'
import { renewalOf } from '../../../shared/billing/renewal.ts'
import { synchronised } from '../../../shared/billing/subscription.ts'
import type { ChangeWish } from '../../../shared/billing/wish.ts'
import { DEFAULT_TERMS, termsWith, type Terms } from '../../../shared/commission/terms.ts'
import { isMapped, type Customer, type MappedCustomer } from '../../../shared/customers/customer.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import { dateOf, plusMonths } from '../../../shared/kernel/date.ts'
import { PaymentId, type CustomerId } from '../../../shared/kernel/id.ts'
import { Instant } from '../../../shared/kernel/time.ts'
import { partnerRecord } from '../../../shared/partners/records.ts'
import { chargeIntended, intended, type ChargeToMake } from '../../../shared/payments/changes.ts'
import type { ChargeResult, Payment, PaymentIn } from '../../../shared/payments/payment.ts'
import { changeCharged, renewalCharged, wentPastDue } from '../../../shared/payments/recording.ts'
import { payerRecord, paymentRecord } from '../../../shared/payments/records.ts'
import { MONTHS, type CardType } from '../../../shared/subscriptions/plan.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { createPayer } from '../../../functions/outside/payments/card-entry.ts'
import { cardOfMethod, type Card } from '../../../functions/outside/payments/card.ts'
import { realNow } from '../../../functions/outside/real-now.ts'
import { world } from '../../../functions/outside/world.ts'
import { customer as newCustomer } from './customers.ts'
import { partner as newPartner } from './partners.ts'
import { newUlid } from './ulid.ts'
import { advanceClock, commit, now } from './time.ts'

type Reseller = Awaited<ReturnType<typeof newPartner>>

/** A customer and its billing as they are stored. */
export const storedAccount = async (customerId: CustomerId): Promise<StoredAccount> => {
  const read = reader(world.table)
  const [customer, billing] = await Promise.all([
    read.get(customerRecord, { customerId }),
    read.find(billingRecord, { customerId }),
  ])
  return { customer, billing }
}

/** Whether the test has a payment provider; without one, cards are made up. */
export const hasProvider = (): boolean => world.optionalSetting('PAYMENT_ADDRESS') !== undefined

const payerOf = async (ownerId: PaymentProfile['ownerId']): Promise<string> => {
  const known = await reader(world.table).find(payerRecord, { ownerId })
  if (known) return known.providerCustomer
  const key = newUlid()
  const providerCustomer = hasProvider() ? await createPayer({ ownerId, key }) : `cus_made_up_${key}`
  await commit(payerRecord.put({ ownerId, providerCustomer }))
  return providerCustomer
}

const cardOf = async (token: string, providerCustomer: string): Promise<Card> => {
  const key = newUlid()
  if (!hasProvider())
    return { paymentMethod: `pm_made_up_${key}`, brand: 'visa', last4: '4242', expiresAt: '2030-04' }
  const card = await cardOfMethod({ paymentMethod: token, providerCustomer, key })
  if ('unusable' in card) throw new Error(`The arranged card is unusable: ${card.unusable}`)
  return card
}

/** Puts a card on file, a test card of the payment provider by its token: the reseller's (RC) or the customer's (CC). */
export const withCard = async (
  { customerId }: Pick<Customer, 'customerId'>,
  cardType: CardType = 'RC',
  token = 'pm_card_visa',
): Promise<StoredAccount & { readonly profile: PaymentProfile }> => {
  const stored = await storedAccount(customerId)
  const account = accountOf(stored)
  const ownerId = cardType === 'RC' ? stored.customer.partnerId : customerId
  if (ownerId === undefined) throw new Error('Nobody manages the customer')
  const providerCustomer = await payerOf(ownerId)
  const profile = { cardType, ownerId, providerCustomer, ...(await cardOf(token, providerCustomer)) }
  const next = synchronised({ ...account, billing: { ...account.billing, profile } })
  await commit(...accountChanged(stored, next, { action: 'payment-profile.set' }))
  return { ...(await storedAccount(customerId)), profile }
}

/** Takes the card off file, as a move of the customer does with a reseller's. */
export const withoutCard = async ({ customerId }: Pick<Customer, 'customerId'>): Promise<void> => {
  const stored = await storedAccount(customerId)
  const { customer, billing } = accountOf(stored)
  const { profile: _detached, ...rest } = billing
  const next = synchronised({ customer, billing: rest })
  await commit(...accountChanged(stored, next, { action: 'payment-profile.detached' }))
}

/** The payment as it is stored. */
export const storedPayment = ({ paymentId }: Pick<Payment, 'paymentId'>): Promise<Stored<Payment>> =>
  reader(world.table).get(paymentRecord, { paymentId })

const pendingPayment = async (of: Pick<Payment, 'paymentId'>): Promise<Stored<PaymentIn<'pending'>>> => {
  const payment = await storedPayment(of)
  if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
  return payment
}

/** The terms of the partner whose customer it is. */
const termsOf = async ({ customer: { partnerId } }: StoredAccount): Promise<Terms> =>
  partnerId ? termsWith(await reader(world.table).get(partnerRecord, { partnerId })) : DEFAULT_TERMS

/** Commits the intent of a charge. */
const begun = async (
  stored: StoredAccount,
  charge: ChargeToMake,
  at: Instant,
): Promise<Stored<PaymentIn<'pending'>>> => {
  const account = accountOf(stored)
  const { profile } = account.billing
  const { partnerId } = stored.customer
  if (!profile || !partnerId) throw new Error('The arranged customer has no card or no partner')
  const paymentId = PaymentId.parse(`pay_${newUlid()}`)
  const pinned = { partnerId, profile, terms: await termsOf(stored), at, intendedAt: realNow() }
  const payment = intended(account, { ...charge, paymentId, ...pinned })
  await commit(...chargeIntended(stored, account, payment, charge.outcome))
  return pendingPayment(payment)
}

/** Records what became of a pending charge, as its answer, its event or its job would; the provider is not asked. */
export const recorded = async (
  of: Pick<Payment, 'paymentId'>,
  result: ChargeResult,
  at?: Instant,
): Promise<void> => {
  const payment = await pendingPayment(of)
  const pending = { ...(await storedAccount(payment.customerId)), payment }
  const record = payment.purpose === 'renewal' ? renewalCharged : changeCharged
  await commit(...record(pending, result, at ?? (await now())).changes)
}

/** Begins a change that is charged for now: the outcome of its charge is not known yet. */
export const changeBegun = async (
  { customerId }: Pick<Customer, 'customerId'>,
  wish: ChangeWish,
  at: Instant,
): Promise<Stored<PaymentIn<'pending'>>> => {
  const stored = await storedAccount(customerId)
  const account = accountOf(stored)
  const cardType = account.billing.profile?.cardType
  const context: ChangeContext = { terms: await termsOf(stored), cardType, activeSeats: 0, at }
  const decision = decideChange(account, wish, context)
  if (decision.effect !== 'now' || decision.charge === 0)
    throw new Error('The arranged change is not charged now')
  return begun(stored, { ...decision, periodStart: dateOf(at) }, at)
}

/** Schedules a change for the renewal. */
export const changeScheduled = async (
  { customerId }: Pick<Customer, 'customerId'>,
  scheduled: ScheduledChange,
): Promise<void> => {
  const stored = await storedAccount(customerId)
  const next = withScheduled(accountOf(stored), scheduled)
  await commit(...accountChanged(stored, next, { action: 'subscription.change-scheduled' }))
}

/** Begins the charge of the next renewal. */
const renewalBegun = async (
  { customerId }: Pick<Customer, 'customerId'>,
  at: Instant,
): Promise<Stored<PaymentIn<'pending'>>> => {
  const stored = await storedAccount(customerId)
  const account = accountOf(stored)
  const cardType = account.billing.profile?.cardType
  const renewal = renewalOf(account, { terms: await termsOf(stored), cardType })
  if (!renewal) throw new Error('The arranged subscription has no renewal')
  const { renewalDate: periodStart, ...charge } = renewal
  await commit(renewalDueRecord.remove({ id: customerId }), renewalNoticeDueRecord.remove({ id: customerId }))
  return begun(stored, { ...charge, purpose: 'renewal', periodStart }, at)
}

/** The subscription past due, as its renewal was not paid for a reason. */
export const wentUnpaid = async (
  customer: Pick<Customer, 'customerId'>,
  reason: DunningReason,
  at: Instant,
): Promise<void> => {
  if (reason !== 'no-profile') {
    const payment = await renewalBegun(customer, at)
    return recorded(payment, { outcome: 'declined', reason }, at)
  }
  await withoutCard(customer)
  const stored = await storedAccount(customer.customerId)
  const { customerId: id } = customer
  await commit(
    ...wentPastDue(stored, accountOf(stored), reason, at).changes,
    renewalDueRecord.remove({ id }),
    renewalNoticeDueRecord.remove({ id }),
  )
}

/** On which day a monthly subscription was bought whose first renewal was never paid and whose grace is over. */
export const pastGrace = async (): Promise<string> => plusMonths(dateOf(await now()), -2)

interface Subscribed {
  /** Of whom it is a customer; of a new partner unless told. */
  readonly of?: Reseller
  readonly plan?: 'mail-lite' | 'mail-lite-10' | 'mail-premium' | 'standard' | 'professional'
  readonly licences?: number
  readonly payPeriod?: 'monthly' | 'yearly'
  readonly storage?: Billing['storage']
  readonly cardType?: CardType
  /** The test card on file. */
  readonly card?: string
  /** On which day it was bought; today unless told, or unless it is renewed today. */
  readonly anchor?: string
  readonly scheduled?: ScheduledChange
  /** Makes it past due: its first renewal, today unless the anchor tells, was not paid for this reason. */
  readonly dunning?: DunningReason
  /** Leaves the outcome of a charge open: of the purchase itself, of one licence more, or of the first renewal. */
  readonly pending?: 'purchase' | 'change' | 'renewal'
}

/** A sale on a customer's card that earned 80.00, whose hold has ended. */
export const heldToTheEnd = async () => {
  const sold = await subscribed({ payPeriod: 'monthly', licences: 100, cardType: 'CC' })
  await advanceClock('P30DT1M')
  return sold
}

/** A verified customer with a card on file and a paid subscription, as operations leave it; ten licences of `standard` by the year on the reseller's card unless told. */
export const subscribed = async (wanted: Subscribed = {}) => {
  const { plan = 'standard', licences = 10, payPeriod = 'yearly', storage = [], cardType = 'RC' } = wanted
  const { scheduled, dunning, pending } = wanted
  const { admin, partner } = wanted.of ?? (await newPartner())
  const { customer, superAdmin } = await newCustomer(partner, { verified: true })
  const { customerId } = customer
  const at = await now()
  const isRenewed = dunning !== undefined || pending === 'renewal'
  const today = dateOf(at)
  const anchor = wanted.anchor ?? (isRenewed ? plusMonths(today, -MONTHS[payPeriod]) : today)
  const boughtAt = anchor === today ? at : Instant.parse(`${anchor}T09:00:00.000Z`)

  await withCard(customer, cardType, wanted.card)
  let payment = await changeBegun(customer, { plan, licences, payPeriod, storage }, boughtAt)
  if (pending !== 'purchase')
    await recorded(payment, { outcome: 'succeeded', intent: `pi_made_up_${newUlid()}` }, boughtAt)
  if (scheduled) await changeScheduled(customer, scheduled)
  if (dunning) await wentUnpaid(customer, dunning, at)
  if (pending === 'change') payment = await changeBegun(customer, { licences: licences + 1 }, at)
  if (pending === 'renewal') payment = await renewalBegun(customer, at)

  const stored = await storedAccount(customerId)
  if (!isMapped(stored.customer) || !stored.billing) throw new Error('The arranged customer has no billing')
  const found: { customer: Stored<Customer> & MappedCustomer; billing: Stored<Billing> } = {
    customer: stored.customer,
    billing: stored.billing,
  }
  return { ...found, admin, partner, superAdmin, payment: await storedPayment(payment) }
}
