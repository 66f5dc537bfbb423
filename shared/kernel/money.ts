import * as z from 'zod'

/** A currency that prices are in (R42). */
export const Currency = z.enum(['USD']).meta({ id: 'Currency' })
export type Currency = z.infer<typeof Currency>

/** An amount in whole minor units, cents for USD. */
export const Money = /* @__PURE__ */ z
  .strictObject({ currency: Currency, minor: z.int() })
  .meta({ id: 'Money', description: 'Whole minor units of a currency, cents for USD' })
export type Money = z.infer<typeof Money>

/** An amount that is to be moved, which is more than nothing. */
export const MovedMoney = /* @__PURE__ */ z.strictObject({ currency: Currency, minor: z.int().min(1) })

/** The amount in a currency. */
export const money = (minor: number, currency: Currency): Money => ({ currency, minor })

/** The amount with the opposite sign; of nothing, nothing. */
export const minus = ({ currency, minor }: Money): Money => money(0 - minor, currency)

/** `a × b ÷ c` of integers, exact, rounded half up (away from zero for negative results); `c` is positive. */
export const mulDiv = (a: number, b: number, c: number): number => {
  const product = BigInt(a) * BigInt(b)
  const divisor = BigInt(c)
  const size = product < 0n ? -product : product
  const rounded = (2n * size + divisor) / (2n * divisor)
  return Number(product < 0n ? -rounded : rounded)
}
