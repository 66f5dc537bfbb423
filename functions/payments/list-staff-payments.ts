import { boundsOf } from '../../shared/kernel/days.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { listStaffPayments } from '../../shared/payments/contract.ts'
import { passing } from '../../shared/payments/filter.ts'
import type { PaymentEvent } from '../../shared/payments/payment-event.ts'
import {
  customerPayments,
  eventPlace,
  paymentEventRecord,
  paymentPlace,
  paymentRecord,
  paymentRowRecord,
  PAYMENTS,
  UNMATCHED_PAYMENTS,
} from '../../shared/payments/records.ts'
import { listedStaffPayment, staffPayment, unmatchedPayments } from '../../shared/payments/views.ts'
import type { Key } from '../../shared/table/table.ts'
import { openPage } from '../edge/pages.ts'
import { passingPage } from '../edge/passing-page.ts'
import { serveStaff } from '../edge/serve.ts'

const positionIn = (partition: string, place: string, { pk, sk }: Key) => ({
  pk,
  sk,
  listingPk: partition,
  listingSk: place,
})

const isNamed = (customerId: CustomerId | undefined) =>
  customerId && (({ unmatched }: PaymentEvent): boolean => unmatched?.customerId === customerId)

export const handler = serveStaff(listStaffPayments, async ({ input, caller, page }) => {
  const { query: asked, next } = openPage(listStaffPayments, caller, input)
  const { customerId, cardType, state } = input
  const query = { index: 'listing', newestFirst: true, ...boundsOf(input), ...asked } as const
  if (state === 'unmatched') {
    const partition = UNMATCHED_PAYMENTS
    const { items, after } = await passingPage(
      { page },
      paymentEventRecord,
      { ...query, partition },
      {
        passes: isNamed(customerId),
        positionOf: (event) => positionIn(partition, eventPlace(event), paymentEventRecord.key(event)),
      },
    )
    return { answer: { items: items.flatMap(unmatchedPayments), ...next(after) } }
  }
  const passes = passing({ cardType, state })
  if (customerId) {
    const partition = customerPayments(customerId)
    const { items, after } = await passingPage(
      { page },
      paymentRowRecord,
      { ...query, partition },
      { passes, positionOf: (row) => positionIn(partition, paymentPlace(row), paymentRowRecord.key(row)) },
    )
    return { answer: { items: items.map(listedStaffPayment), ...next(after) } }
  }
  const { items, after } = await passingPage(
    { page },
    paymentRecord,
    { ...query, partition: PAYMENTS },
    {
      passes: passes && ((payment) => passes({ ...payment, cardType: payment.profile.cardType })),
      positionOf: (payment) => positionIn(PAYMENTS, paymentPlace(payment), paymentRecord.key(payment)),
    },
  )
  return { answer: { items: items.map(staffPayment), ...next(after) } }
})
