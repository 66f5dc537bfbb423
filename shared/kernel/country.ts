import * as z from 'zod'
import { countryCodes } from './country-codes.ts'
import { fault, form } from './issue.ts'

/** A country as ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .check(
    form('country', /^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as TH'),
    z.refine((code) => countryCodes.has(code), fault('country', 'is no known country')),
  )
  .meta({ id: 'Country', examples: ['TH', 'BR'] })
