import * as z from 'zod'

/** What a partner has of its sales. */
export const Terms = /* @__PURE__ */ z.object({
  /** The discount on its own card, and the commission on its customers' cards, in hundredths of a per cent of the list price (R44). */
  discountBps: /* @__PURE__ */ z.int().min(0).max(10_000),
  /** How many days of 24 hours a commission is held (R47). */
  holdDays: /* @__PURE__ */ z.int().min(0),
  /** The least amount that is paid out, in minor units (R48). */
  threshold: /* @__PURE__ */ z.int().min(0),
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
