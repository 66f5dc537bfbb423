import type { Service } from '../services/service.ts'

interface PlanPrices {
  readonly plan: string
  /** Minor units for one licence and one year. */
  readonly yearly: number
  /** Minor units for one licence and one month; absent where the plan is sold by the year only. */
  readonly monthly?: number
  /** The most licences of the plan; absent where it has no limit of its own. */
  readonly mostLicences?: number
  /** Whether the plan can be tried. */
  readonly trial: boolean
  readonly services: readonly Service[]
}

/** One version of the book. */
export interface PriceBook {
  readonly version: string
  readonly currency: 'USD'
  /** In rank order, the lowest first. */
  readonly plans: readonly PlanPrices[]
  /** Storage of an organisation: its size and its prices in minor units. */
  readonly packs: readonly { readonly gb: number; readonly yearly: number; readonly monthly: number }[]
  /** The prices that the vendor has not confirmed yet. */
  readonly assumed: readonly ('monthly' | 'packs')[]
}

/** What is sold at which price in this version of the book; its plans rank by their yearly price (R42). */
export const priceBook = {
  version: '2027-1',
  currency: 'USD',
  plans: [
    { plan: 'free', yearly: 0, mostLicences: 5, trial: false, services: ['mail', 'calendar', 'contacts'] },
    {
      plan: 'mail-lite',
      yearly: 1200,
      trial: false,
      services: ['mail', 'calendar', 'contacts', 'tasks', 'notes'],
    },
    {
      plan: 'mail-lite-10',
      yearly: 1500,
      trial: false,
      services: ['mail', 'calendar', 'contacts', 'tasks', 'notes'],
    },
    {
      plan: 'standard',
      yearly: 3600,
      monthly: 400,
      trial: true,
      services: ['mail', 'calendar', 'contacts', 'tasks', 'notes', 'files', 'docs', 'chat', 'meetings'],
    },
    {
      plan: 'mail-premium',
      yearly: 4800,
      trial: true,
      services: ['mail', 'calendar', 'contacts', 'tasks', 'notes', 'archive'],
    },
    {
      plan: 'professional',
      yearly: 7200,
      monthly: 800,
      trial: true,
      services: [
        'mail',
        'calendar',
        'contacts',
        'tasks',
        'notes',
        'files',
        'docs',
        'chat',
        'meetings',
        'archive',
        'intranet',
      ],
    },
  ],
  packs: [
    { gb: 5, yearly: 500, monthly: 50 },
    { gb: 25, yearly: 2500, monthly: 250 },
    { gb: 50, yearly: 5000, monthly: 500 },
    { gb: 100, yearly: 10_000, monthly: 1000 },
    { gb: 200, yearly: 20_000, monthly: 2000 },
  ],
  assumed: ['monthly', 'packs'],
} as const satisfies PriceBook

/** The versions of the book, the present one first. */
export type PriceBooks = readonly [PriceBook, ...PriceBook[]]

/** Every version of the book by which something may still be priced (R42). */
export const priceBooks: PriceBooks = [priceBook]

/** The book of a version. */
export const bookOf = (version: string, books: PriceBooks = priceBooks): PriceBook => {
  const found = books.find((book) => book.version === version)
  if (!found) throw new Error(`No version ${version} of the price book`)
  return found
}
