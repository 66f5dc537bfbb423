import type { PaymentProfile } from '../billing/billing.ts'
import type { Announcement } from '../billing/due-work.ts'
import { startOfDate } from '../billing/period.ts'
import type { Account } from '../billing/subscription.ts'
import type { Customer } from '../customers/customer.ts'
import { superAdminRecipient } from '../customers/recipients.ts'
import { money } from '../kernel/money.ts'
import type { PartnerId } from '../kernel/id.ts'
import { mail, tellPartner } from '../notifications/mail.ts'
import type { MailKind, MailWords } from '../notifications/mail-kind.ts'
import { moneyWord } from '../notifications/money-word.ts'
import { isPaid } from '../subscriptions/plan.ts'
import type { PaymentIn } from './payment.ts'
import type { RefundIn } from './refund.ts'

/** The card as a person knows it, such as `visa 4242`. */
export const cardName = ({ brand, last4 }: Pick<PaymentProfile, 'brand' | 'last4'>): string =>
  `${brand} ${last4}`

interface OfPayer {
  readonly customer: Customer
  readonly partnerId: PartnerId
  readonly profile: Pick<PaymentProfile, 'cardType'>
}

/** The mail to whom a card belongs: each admin of the partner, or the super admin of the organisation (R43). */
export const tellPayer = <K extends MailKind>(
  kind: K,
  { customer, partnerId, profile }: OfPayer,
  words: MailWords[K],
) =>
  profile.cardType === 'RC'
    ? tellPartner(kind, partnerId, words)
    : mail(kind, superAdminRecipient(customer), words)

/** What the subscription is now, in the words of a mail. */
export const subscriptionWords = ({ customer }: Account) => {
  const { organizationName, domain, subscription } = customer
  const { plan, licences, renewalDate } = subscription
  if (renewalDate === undefined) throw new Error(`${customer.customerId} has no paid plan`)
  return { organizationName, domain, plan, licences, renewsAt: startOfDate(renewalDate) }
}

/** The receipt of a payment to its payer (R45). */
export const receipt = (account: Account, payment: PaymentIn<'succeeded'>) => {
  const { charge, currency, profile } = payment
  return tellPayer(
    'payment-receipt',
    { ...payment, customer: account.customer },
    { ...subscriptionWords(account), charge: moneyWord(money(charge, currency)), card: cardName(profile) },
  )
}

/** The decline of a purchase or change to its payer (R45). */
export const declineMail = (customer: Customer, payment: PaymentIn<'declined'>) => {
  const { organizationName, domain } = customer
  const { charge, currency, profile, reason } = payment
  return tellPayer(
    'payment-declined',
    { ...payment, customer },
    {
      organizationName,
      domain,
      charge: moneyWord(money(charge, currency)),
      card: cardName(profile),
      declineReason: reason,
    },
  )
}

/** What went back to the card that a payment was charged to (R46). */
export const refundMail = (customer: Customer, payment: PaymentIn<'succeeded'>, amount: number) => {
  const { organizationName, domain } = customer
  const { currency, profile } = payment
  return tellPayer(
    'payment-refunded',
    { ...payment, customer },
    { organizationName, domain, refund: moneyWord(money(amount, currency)), card: cardName(profile) },
  )
}

/** What a refund has taken back of a partner's commission (R46). */
export const clawedBackMail = (
  { organizationName, domain }: Customer,
  { partnerId, currency }: PaymentIn<'succeeded'>,
  { amount, clawedBack }: RefundIn<'succeeded'>,
) =>
  tellPartner('commission-clawed-back', partnerId, {
    organizationName,
    domain,
    refund: moneyWord(money(amount, currency)),
    clawedBack: moneyWord(money(clawedBack, currency)),
  })

/** What the organisation is told of its subscription, which its partner has changed. */
export const changedMail = (account: Account) =>
  mail('subscription-changed', superAdminRecipient(account.customer), subscriptionWords(account))

/** Tells who pays, or the partner where no card is on file, why a renewal is not paid and until when the plan stays (R45). */
export const pastDueMail = ({ customer, billing: { profile, dunning } }: Account, partnerId: PartnerId) => {
  if (!dunning) throw new Error(`${customer.customerId} is not past due`)
  const { organizationName, domain, subscription } = customer
  return tellPayer(
    'subscription-past-due',
    { customer, partnerId, profile: profile ?? { cardType: 'RC' } },
    {
      organizationName,
      domain,
      plan: subscription.plan,
      dunningReason: dunning.reason,
      graceEndsAt: dunning.graceEndsAt,
    },
  )
}

/** Tells who pays, or the partner where no card is on file, what the next renewal is and will cost (R45). */
export const announcementMail = (
  { customer, billing: { profile, currency } }: Account,
  { renewal, partnerId }: Announcement,
) => {
  const { organizationName, domain } = customer
  const { renewalDate, charge, outcome } = renewal
  const { plan, licences } = outcome.purchase
  return tellPayer(
    'renewal-announced',
    { customer, partnerId, profile: profile ?? { cardType: 'RC' } },
    {
      organizationName,
      domain,
      plan,
      licences,
      charge: moneyWord(money(charge, currency)),
      renewsAt: startOfDate(renewalDate),
    },
  )
}

/** Tells the organisation, and its partner where it has one, that it fell to `free` (R37, R45). */
export const fellToFreeMails = (customer: Customer) => {
  const { organizationName, domain, partnerId, subscription } = customer
  const words = { organizationName, domain, plan: subscription.plan }
  return [
    mail('fell-to-free', superAdminRecipient(customer), words),
    ...(partnerId ? [tellPartner('fell-to-free', partnerId, words)] : []),
  ]
}

/** Tells a former partner that its card is off file, a new one that none is on file, and both sides of a subscription that had ended before the customer moved (R14, R37). */
export const accountMovedMails = (before: Account, after: Account) => {
  const { partnerId, organizationName, domain } = before.customer
  const { profile } = before.billing
  const { partnerId: next, subscription } = after.customer
  const isDetached = profile !== undefined && after.billing.profile === undefined
  return [
    ...(isDetached && partnerId
      ? [tellPartner('card-detached', partnerId, { organizationName, domain, card: cardName(profile) })]
      : []),
    ...(next && isPaid(subscription) && !after.billing.profile
      ? [tellPartner('card-missing', next, { organizationName, domain, plan: subscription.plan })]
      : []),
    ...(isPaid(before.customer.subscription) && !isPaid(subscription)
      ? fellToFreeMails(before.customer)
      : []),
  ]
}
