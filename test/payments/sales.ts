import { dateOf } from '../../shared/kernel/date.ts'
import { PaymentId } from '../../shared/kernel/id.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { paymentView, type Payment } from '../../shared/payments/payment.ts'
import { paymentRowRecord } from '../../shared/payments/records.ts'
import type { PaymentRow } from '../../shared/payments/views.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'

const SUCCEEDED = { outcome: 'succeeded', intent: 'pi_made_up' } as const

/** A partner and its sales on different days, each to a customer of its own: one moved to another partner, who sold to it too, one revoked the access. */
export const sales = async () => {
  const seller = await arrange.partner()
  const other = await arrange.partner()
  const now = await arrange.now()
  const day = (days: number): string => dateOf(plusDays(now, -days))
  const sold = (days: number, more: Parameters<typeof arrange.subscribed>[0] = {}) =>
    arrange.subscribed({ of: seller, anchor: day(days), ...more })

  const onOwnCard = await sold(20)
  const moved = await sold(10, { cardType: 'CC', payPeriod: 'monthly', licences: 5 })
  await arrange.moveCustomer(moved.customer.customerId, other.partner)
  const later = await arrange.changeBegun(moved.customer, { licences: 6 }, await arrange.now())
  await arrange.recorded(later, SUCCEEDED)
  const ofOther = await arrange.storedPayment(later)
  const refused = await sold(5, { cardType: 'CC', pending: 'purchase' })
  await arrange.recorded(refused.payment, { outcome: 'declined', reason: 'authentication-required' })
  const declined = { ...refused, payment: await arrange.storedPayment(refused.payment) }
  const revoked = await sold(3)
  await arrange.revokeAccess(revoked.customer.customerId)
  const open = await arrange.subscribed({ of: seller, pending: 'purchase' })
  return { seller, other, day, onOwnCard, moved, ofOther, declined, revoked, open }
}

/** So many payments like one in the lists of its partner, of all sales or of both, a minute apart, the first of them with another state. */
export const manyLike = async (
  payment: Payment,
  count: number,
  lists: readonly PaymentRow['sales'][] = ['all', 'to-customer'],
): Promise<void> => {
  const { partnerId } = payment
  const rows = Array.from({ length: count }, (_, minute) => ({
    ...paymentView(payment),
    paymentId: PaymentId.parse(`pay_${newUlid()}`),
    createdAt: plusMillis(payment.createdAt, minute * 60_000),
    ...(minute === 0 ? { state: 'failed' as const } : {}),
    partnerId,
  })).flatMap((row) => lists.map((list) => paymentRowRecord.put({ ...row, sales: list })))
  for (let from = 0; from < rows.length; from += 100) await arrange.commit(...rows.slice(from, from + 100))
}
