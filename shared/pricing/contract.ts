import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { Service } from '../services/service.ts'
import { Plan } from '../subscriptions/plan.ts'

/** The price book as it is read: prices in minor units of its currency, plans by rank with the lowest first. */
export const PriceBook = z
  .strictObject({
    version: z.string(),
    currency: z.enum(['USD']),
    plans: z.array(
      z.strictObject({
        plan: Plan,
        yearly: z.int().meta({ description: 'For one licence and one year' }),
        monthly: z
          .int()
          .optional()
          .meta({ description: 'For one licence and one month; absent where it is sold by the year only' }),
        mostLicences: z.int().optional(),
        trial: z.boolean().meta({ description: 'Whether the plan can be tried' }),
        services: z.array(Service),
      }),
    ),
    packs: z
      .array(z.strictObject({ gb: z.int(), yearly: z.int(), monthly: z.int() }))
      .meta({ description: 'Storage of an organisation' }),
    assumed: z
      .array(z.enum(['monthly', 'packs']))
      .meta({ description: 'Prices that the vendor has not confirmed yet' }),
  })
  .meta({ id: 'PriceBook' })

export const getPriceBook = /* @__PURE__ */ operation('getPriceBook', () => ({
  summary: 'Read the price book: plans, prices, services and storage packs',
  rules: ['R15', 'R42'],
  on: http('GET', '/price-book'),
  allow: 'signed-in',
  input: z.strictObject({}),
  output: PriceBook,
}))
