import * as z from 'zod'

const prefixedUlid = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`), `must be ${prefix}_ and a ULID`)
    .meta({ examples: [`${prefix}_01JBT0Y6Z2H8M4QK9S5V7W3XRA`] })

/** `app_` and a ULID. */
export const ApplicationId = prefixedUlid('app').brand<'ApplicationId'>()
export type ApplicationId = z.infer<typeof ApplicationId>

/** `per_` and a ULID: names a person without revealing anything about them. */
export const PersonId = prefixedUlid('per').brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** `ptr_` and a ULID. */
export const PartnerId = prefixedUlid('ptr').brand<'PartnerId'>()
export type PartnerId = z.infer<typeof PartnerId>

/** `cus_` and a ULID. */
export const CustomerId = prefixedUlid('cus').brand<'CustomerId'>()
export type CustomerId = z.infer<typeof CustomerId>

/** `tag_` and a ULID: a partner's request to be mapped to an organisation. */
export const TagRequestId = prefixedUlid('tag').brand<'TagRequestId'>()
export type TagRequestId = z.infer<typeof TagRequestId>

/** `trf_` and a ULID: the move of an organisation from one partner to another. */
export const TransferId = prefixedUlid('trf').brand<'TransferId'>()
export type TransferId = z.infer<typeof TransferId>

/** `srq_` and a ULID: an organisation's request to its partner for another subscription. */
export const SubscriptionRequestId = prefixedUlid('srq').brand<'SubscriptionRequestId'>()
export type SubscriptionRequestId = z.infer<typeof SubscriptionRequestId>

/** `ses_` and a ULID: a management session. */
export const SessionId = prefixedUlid('ses').brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** `usr_` and a ULID: a user of an organisation; users are in the order of adding. */
export const UserId = prefixedUlid('usr').brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

/** `grp_` and a ULID: a group of users of an organisation. */
export const GroupId = prefixedUlid('grp').brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>

/** `pol_` and a ULID: a mail policy of an organisation. */
export const MailPolicyId = prefixedUlid('pol').brand<'MailPolicyId'>()
export type MailPolicyId = z.infer<typeof MailPolicyId>

/** `bak_` and a ULID: a requested backup of a user's account. */
export const BackupId = prefixedUlid('bak').brand<'BackupId'>()
export type BackupId = z.infer<typeof BackupId>

/** `ref_` and a ULID: a referral of an organisation. */
export const ReferralId = prefixedUlid('ref').brand<'ReferralId'>()
export type ReferralId = z.infer<typeof ReferralId>

/** `pay_` and a ULID: one attempt to charge a card. */
export const PaymentId = prefixedUlid('pay').brand<'PaymentId'>()
export type PaymentId = z.infer<typeof PaymentId>

/** `rfd_` and a ULID: one attempt to give back a payment, or a part of it. */
export const RefundId = prefixedUlid('rfd').brand<'RefundId'>()
export type RefundId = z.infer<typeof RefundId>

/** `pyo_` and a ULID: commission that a partner has asked to be paid out. */
export const PayoutId = prefixedUlid('pyo').brand<'PayoutId'>()
export type PayoutId = z.infer<typeof PayoutId>

/** The dead letter's message id, so that a letter delivered twice is stored once. */
export const FailedEventId = z
  .uuid()
  .meta({ examples: ['0b9f2a52-6c3e-4f0e-9a44-1d6f0a3c7e21'] })
  .brand<'FailedEventId'>()
export type FailedEventId = z.infer<typeof FailedEventId>

/** `obx_` and a ULID: an effect in the outbox. */
export const OutboxId = prefixedUlid('obx').brand<'OutboxId'>()
export type OutboxId = z.infer<typeof OutboxId>
