import * as z from 'zod'
import { form } from './issue.ts'

const prefixedUlid = <const Brand extends string>(prefix: string) =>
  z
    .string()
    .check(form('id', new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`), `must be ${prefix}_ and a ULID`))
    .meta({ examples: [`${prefix}_01JBT0Y6Z2H8M4QK9S5V7W3XRA`] })
    .brand<Brand>()

/** `app_` and a ULID. */
export const ApplicationId = /* @__PURE__ */ prefixedUlid<'ApplicationId'>('app')
export type ApplicationId = z.infer<typeof ApplicationId>

/** `per_` and a ULID: names a person without revealing anything about them. */
export const PersonId = /* @__PURE__ */ prefixedUlid<'PersonId'>('per')
export type PersonId = z.infer<typeof PersonId>

/** `ptr_` and a ULID. */
export const PartnerId = /* @__PURE__ */ prefixedUlid<'PartnerId'>('ptr')
export type PartnerId = z.infer<typeof PartnerId>

/** `cus_` and a ULID. */
export const CustomerId = /* @__PURE__ */ prefixedUlid<'CustomerId'>('cus')
export type CustomerId = z.infer<typeof CustomerId>

/** `tag_` and a ULID: a partner's request to be mapped to an organisation. */
export const TagRequestId = /* @__PURE__ */ prefixedUlid<'TagRequestId'>('tag')
export type TagRequestId = z.infer<typeof TagRequestId>

/** `trf_` and a ULID: the move of an organisation from one partner to another. */
export const TransferId = /* @__PURE__ */ prefixedUlid<'TransferId'>('trf')
export type TransferId = z.infer<typeof TransferId>

/** `srq_` and a ULID: an organisation's request to its partner for another subscription. */
export const SubscriptionRequestId = /* @__PURE__ */ prefixedUlid<'SubscriptionRequestId'>('srq')
export type SubscriptionRequestId = z.infer<typeof SubscriptionRequestId>

/** `ses_` and a ULID: a management session. */
export const SessionId = /* @__PURE__ */ prefixedUlid<'SessionId'>('ses')
export type SessionId = z.infer<typeof SessionId>

/** `usr_` and a ULID: a user of an organisation; users are in the order of adding. */
export const UserId = /* @__PURE__ */ prefixedUlid<'UserId'>('usr')
export type UserId = z.infer<typeof UserId>

/** `grp_` and a ULID: a group of users of an organisation. */
export const GroupId = /* @__PURE__ */ prefixedUlid<'GroupId'>('grp')
export type GroupId = z.infer<typeof GroupId>

/** `pol_` and a ULID: a mail policy of an organisation. */
export const MailPolicyId = /* @__PURE__ */ prefixedUlid<'MailPolicyId'>('pol')
export type MailPolicyId = z.infer<typeof MailPolicyId>

/** `bak_` and a ULID: a requested backup of a user's account. */
export const BackupId = /* @__PURE__ */ prefixedUlid<'BackupId'>('bak')
export type BackupId = z.infer<typeof BackupId>

/** `ref_` and a ULID: a referral of an organisation. */
export const ReferralId = /* @__PURE__ */ prefixedUlid<'ReferralId'>('ref')
export type ReferralId = z.infer<typeof ReferralId>

/** `pay_` and a ULID: one attempt to charge a card. */
export const PaymentId = /* @__PURE__ */ prefixedUlid<'PaymentId'>('pay')
export type PaymentId = z.infer<typeof PaymentId>

/** `rfd_` and a ULID: one attempt to give back a payment, or a part of it. */
export const RefundId = /* @__PURE__ */ prefixedUlid<'RefundId'>('rfd')
export type RefundId = z.infer<typeof RefundId>

/** `pyo_` and a ULID: commission that a partner has asked to be paid out. */
export const PayoutId = /* @__PURE__ */ prefixedUlid<'PayoutId'>('pyo')
export type PayoutId = z.infer<typeof PayoutId>

/** The dead letter's message id, so that a letter delivered twice is stored once. */
export const FailedEventId = z
  .uuid()
  .meta({ examples: ['0b9f2a52-6c3e-4f0e-9a44-1d6f0a3c7e21'] })
  .brand<'FailedEventId'>()
export type FailedEventId = z.infer<typeof FailedEventId>

/** `obx_` and a ULID: an effect in the outbox. */
export const OutboxId = /* @__PURE__ */ prefixedUlid<'OutboxId'>('obx')
export type OutboxId = z.infer<typeof OutboxId>
