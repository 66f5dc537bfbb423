import * as z from 'zod'
import type { MappedCustomer } from '../customers/customer.ts'
import { holdsNoCardNumber } from '../kernel/card-number.ts'
import type { CustomerId, PartnerId } from '../kernel/id.ts'
import { fault, form } from '../kernel/issue.ts'
import { problem } from '../kernel/problem.ts'
import { CardType } from '../subscriptions/plan.ts'

/** A token of the provider: letters, digits and underscores, in which no card number can be found (R43). */
const token = (pattern: RegExp, example: string) =>
  z
    .string()
    .check(
      form('payment-token', pattern, `must be a token of the payment provider, such as ${example}`),
      holdsNoCardNumber(),
    )
    .meta({ examples: [example] })

/** What names a card: its owner's type, and what came of the provider's page or, for machines, a token of the card itself. */
export const profileMembers = () => ({
  cardType: CardType,
  entry: token(/^cs_[A-Za-z0-9_]{1,197}$/, 'cs_test_a1B2c3D4')
    .optional()
    .meta({
      description: 'What the page for cards came back with; either this or a payment method is given',
    }),
  paymentMethod: token(/^pm_[A-Za-z0-9_]{1,97}$/, 'pm_card_visa')
    .optional()
    .meta({ description: 'A token of the card; either this or an entry is given' }),
})

/** The card that somebody wants on file. */
export interface ProfileWish {
  readonly cardType: CardType
  readonly entry?: string | undefined
  readonly paymentMethod?: string | undefined
}

/** A check that exactly one token names the card. */
export const namesOneCard = () =>
  z.refine<ProfileWish>(
    ({ entry, paymentMethod }) => (entry === undefined) !== (paymentMethod === undefined),
    fault('exactly-one', 'must name either an entry or a payment method', {
      allowed: ['entry', 'paymentMethod'],
    }),
  )

/** The card that somebody wants on file, as a member of a request for something else. */
export const profileMember = () => z.strictObject(profileMembers()).check(namesOneCard())

/** Why a token gives no card to its caller; a card of somebody else is as unknown as one that does not exist (R43). */
export const UnusableReason = /* @__PURE__ */ z
  .enum(['unknown', 'incomplete', 'declined', 'no-card'])
  .meta({ id: 'UnusableReason' })
export type UnusableReason = z.infer<typeof UnusableReason>

export const cardUnusable = /* @__PURE__ */ problem(
  'card-unusable',
  {
    kind: 'conflict',
    title: 'This card cannot be used',
    advice: "Enter a card at the provider's page, to its end, then send what it came back with.",
  },
  { reason: UnusableReason },
)

/** Who owns the cards of a type: the partner, or the organisation (R43). */
export const cardOwner = (
  cardType: CardType,
  { partnerId, customerId }: MappedCustomer,
): PartnerId | CustomerId => (cardType === 'RC' ? partnerId : customerId)
