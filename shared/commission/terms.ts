import * as z from 'zod'
import { Money, money, type Currency } from '../kernel/money.ts'

/** What a partner has of its sales. */
export const Terms = /* @__PURE__ */ z.object({
  /** The discount on its own card, and the commission on its customers' cards, in hundredths of a per cent of the list price; something is left to charge (R44). */
  discountBps: /* @__PURE__ */ z.int().min(0).max(9_000),
  /** How many days of 24 hours a commission is held (R47). */
  holdDays: /* @__PURE__ */ z.int().min(0).max(365),
  /** The least amount that is paid out, in minor units (R48). */
  threshold: /* @__PURE__ */ z.int().min(1),
})
export type Terms = z.infer<typeof Terms>

/** The terms of a partner with whom nothing else is agreed. */
export const DEFAULT_TERMS: Terms = { discountBps: 2_000, holdDays: 30, threshold: 10_000 }

/** The terms that are agreed with a partner. */
export const termsWith = ({ terms = DEFAULT_TERMS }: { readonly terms?: Terms | undefined }): Terms => terms

/** The terms of the partner whose member a person is, as its membership has them. */
export const termsOf = (
  person: { readonly partner?: { readonly terms?: Terms | undefined } | undefined } | undefined,
): Terms => termsWith(person?.partner ?? {})

/** The terms of a partner as they are set and shown. */
export const PartnerTerms = /* @__PURE__ */ z
  .strictObject({
    discountBps: Terms.shape.discountBps.meta({
      description: 'Discount and commission, in hundredths of a per cent of the list price',
    }),
    holdDays: Terms.shape.holdDays.meta({ description: 'How many days a commission is held' }),
    threshold: Money.extend({ minor: Terms.shape.threshold }).meta({
      id: 'Threshold',
      description: 'The least that is paid out',
    }),
  })
  .meta({ id: 'PartnerTerms' })
export type PartnerTerms = z.infer<typeof PartnerTerms>

/** The terms of a partner as they are shown. */
export const termsView = ({ discountBps, holdDays, threshold }: Terms, currency: Currency): PartnerTerms => ({
  discountBps,
  holdDays,
  threshold: money(threshold, currency),
})
