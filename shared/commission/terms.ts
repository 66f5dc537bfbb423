import * as z from 'zod'

/** What a partner and the vendor have agreed: its discount or commission in basis points, how many days a commission is held, and the least payout in minor units (R44, R47, R48). */
export const Terms = /* @__PURE__ */ z
  .strictObject({ discountBps: z.int(), holdDays: z.int(), threshold: z.int() })
  .meta({ id: 'Terms' })
export type Terms = z.infer<typeof Terms>

/** What counts for every partner; the vendor has not confirmed discount and hold yet. */
export const DEFAULT_TERMS: Terms = { discountBps: 2_000, holdDays: 30, threshold: 10_000 }
