import * as z from 'zod'
import { RefundId, type PartnerId } from '../kernel/id.ts'
import { toMillis } from '../kernel/time.ts'
import { dueRow } from '../table/due.ts'
import { lastingUlid } from '../table/lasting-ulid.ts'
import { entity } from '../table/record.ts'
import type { PaymentIn } from './payment.ts'
import { Refund } from './refund.ts'

/** The partition in the listing index of what was given back of a partner's sales. */
export const refundsPartition = (partnerId: PartnerId): string => `REFUNDS#${partnerId}`

/** Sorts refunds by the instant at which the money went back. */
export const refundPlace = ({
  closedAt,
  refundId,
}: {
  readonly closedAt: string
  readonly refundId: RefundId
}): string => `${closedAt}#${refundId}`

export const refundRecord = /* @__PURE__ */ entity({
  kind: 'refund',
  schema: Refund,
  key: ({ refundId }: { readonly refundId: RefundId }) => ({ pk: `REFUND#${refundId}`, sk: 'REFUND' }),
  index: (refund) =>
    refund.state === 'succeeded'
      ? { listingPk: refundsPartition(refund.partnerId), listingSk: refundPlace(refund) }
      : {},
})

/** The resolution, in real time, of a refund whose outcome is not known (R46). */
export const refundResolveDueRecord = /* @__PURE__ */ dueRow({
  kind: 'refundResolveDue',
  job: 'refund-resolve',
  id: RefundId,
})

/** The record, in real time, of a lost dispute of the provider that waits until nothing of its payment is open (R46). */
export const disputeDueRecord = /* @__PURE__ */ dueRow({
  kind: 'disputeDue',
  job: 'dispute',
  id: z.string().regex(/^\w+$/),
})

/** The id of the refund that a lost dispute is, the same for good, so that it is recorded once (R46). */
export const disputeRefundId = (
  { closedAt }: Pick<PaymentIn<'succeeded'>, 'closedAt'>,
  dispute: string,
): RefundId => RefundId.parse(`rfd_${lastingUlid(toMillis(closedAt), dispute)}`)
