import { handler as end } from '../../functions/mapping/end-partner-mapping.ts'
import { world } from '../../functions/outside/world.ts'
import type { Billing } from '../../shared/billing/billing.ts'
import { accountChanged, accountOf } from '../../shared/billing/changes.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { synchronised } from '../../shared/billing/subscription.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { LedgerBalance } from '../../shared/ledger/records.ts'
import { LedgerEvent } from '../../shared/ledger/event.ts'
import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import { Payment } from '../../shared/payments/payment.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import type { Inspected } from '../support/table/inspected.ts'

type Wanted = NonNullable<Parameters<typeof arrange.subscribed>[0]>

/** The renewal of what these tests arrange: midnight of its date. */
export const RENEWAL = Instant.parse('2031-02-15T00:00:00.000Z')

/** An instant so many days after the renewal. */
export const day = (days: number): Instant => plusDays(RENEWAL, days)

const ANCHORS = { monthly: '2031-01-15', yearly: '2030-02-15' } as const

/** A subscription of ten licences of `standard` by the month on the reseller's card unless told, as it was before its renewal, and the clock at the renewal. */
export const renewing = async (wanted: Wanted = {}, at = RENEWAL) => {
  await arrange.advanceClockTo(plusDays(RENEWAL, -1))
  const { payPeriod = 'monthly' } = wanted
  const subscribed = await arrange.subscribed({ ...wanted, payPeriod, anchor: ANCHORS[payPeriod] })
  await arrange.advanceClockTo(at)
  return subscribed
}
export type Renewing = Awaited<ReturnType<typeof renewing>>

/** The same past due, as its card was declined at the renewal unless told, and the clock a day later. */
export const unpaid = async (wanted: Wanted = {}, at = day(1)): Promise<Renewing> => {
  await arrange.advanceClockTo(RENEWAL)
  const { payPeriod = 'monthly' } = wanted
  const anchor = ANCHORS[payPeriod]
  const subscribed = await arrange.subscribed({ dunning: 'declined', ...wanted, payPeriod, anchor })
  await arrange.advanceClockTo(at)
  return subscribed
}

/** Changes the billing of a customer as no operation would. */
export const changeBilling = async (
  { customer: { customerId } }: Pick<Renewing, 'customer'>,
  billing: Partial<Billing>,
): Promise<void> => {
  const stored = await arrange.storedAccount(customerId)
  const account = accountOf(stored)
  const next = synchronised({ ...account, billing: { ...account.billing, ...billing } })
  await arrange.commit(...accountChanged(stored, next, { action: 'billing.arranged' }))
}

/** Removes a customer as no operation would. */
export const removeCustomer = async ({
  customer: { customerId },
}: Pick<Renewing, 'customer'>): Promise<void> => {
  const { customer } = await arrange.storedAccount(customerId)
  const event = { action: 'customer.removed' } as const
  await arrange.commit(customerRecord.replace(customer, { ...customer, state: 'removed' }, event))
}

/** Ends the mapping of a customer, as its super admin does. */
export const endMapping = async ({
  superAdmin,
  customer: { customerId },
}: Pick<Renewing, 'superAdmin' | 'customer'>): Promise<void> => {
  const ended = await withoutRecording(() => call(endPartnerMapping, end, superAdmin, { customerId }))
  if (ended.status !== 200) throw new Error(`The mapping did not end: ${ended.text}`)
}

/** All that the table has of a subscription. */
export const about = async (table: Inspected, { customerId }: { readonly customerId: CustomerId }) => {
  const items = await table.items()
  const read = reader(world.table)
  const dueOf = (job: string) => items.filter(({ pk }) => pk.startsWith(`DUE#${job}`))
  const isOwn = (item: object): boolean => 'customerId' in item && item.customerId === customerId
  const payments = items
    .filter(({ pk, sk }) => pk.startsWith('PAYMENT#') && sk === 'PAYMENT')
    .map((item) => Payment.parse(item))
    .filter(isOwn)
  return {
    customer: await read.get(customerRecord, { customerId }),
    billing: await read.get(billingRecord, { customerId }),
    /** Oldest period first. */
    payments: payments.toSorted((one, other) => (one.periodStart < other.periodStart ? -1 : 1)),
    ledger: items
      .filter(({ pk }) => pk.startsWith('LEDGER#'))
      .map((item) => LedgerEvent.parse(item))
      .filter(isOwn),
    balances: items
      .filter(({ pk }) => pk.startsWith('LEDGER-BALANCE#'))
      .map((item) => LedgerBalance.parse(item)),
    rows: items.filter(({ pk }) => pk.startsWith('PAYMENT-LISTING#')),
    /** What is due of it and of its payments but the release of commission, by job. */
    dues: Object.fromEntries(
      dueOf('')
        .filter(({ pk }) =>
          [customerId, ...payments.map(({ paymentId }) => paymentId)].some((id) => pk.endsWith(id)),
        )
        .map(({ pk, dueAt }) => [pk.split('#')[1], dueAt])
        .filter(([job]) => job !== 'commission-release'),
    ),
    /** When the commission of its payments is due for release, earliest first. */
    releases: dueOf('commission-release#')
      .filter(({ pk }) => payments.some(({ paymentId }) => pk.endsWith(paymentId)))
      .map(({ dueAt }) => dueAt)
      .toSorted(),
    actions: await auditActions(table, `BILLING#${customerId}`),
  }
}

interface Told {
  /** An address, or the id of a partner. */
  readonly to: string
  readonly mail: string
  readonly words: Readonly<Record<string, unknown>>
}

/** The mails in the outbox, to people and to partners. */
export const mailsOf = async (table: Inspected): Promise<Told[]> =>
  (await effects(table)).flatMap((effect): Told[] => {
    if (effect.kind === 'mail') return [{ to: effect.to, mail: effect.mail, words: effect.words }]
    return effect.kind === 'tell-partner'
      ? [{ to: effect.partnerId, mail: effect.mail, words: effect.words }]
      : []
  })
