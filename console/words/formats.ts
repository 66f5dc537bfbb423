import { useMemo } from 'preact/hooks'
import { useWords } from './words.tsx'

const DAY_MS = 86_400_000

/** How instants, dates, numbers and countries read in the language. */
export const useFormats = () => {
  const { locale } = useWords()
  return useMemo(() => {
    const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
    const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
    const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    const inCurrency = (currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency })
    const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
    const numbers = new Intl.NumberFormat(locale)
    const countries = new Intl.DisplayNames(locale, { type: 'region' })
    return {
      /** Day and time of an instant, in the viewer's zone, as the facts of one thing have it. */
      instant: (at: string): string => instants.format(new Date(at)),
      /** The day of an instant, in the viewer's zone, where many stand beside each other, and in a sentence. */
      day: (at: string): string => days.format(new Date(at)),
      /** A date without a time, the same in every zone. */
      date: (on: string): string => dates.format(new Date(`${on}T00:00:00Z`)),
      number: (value: number): string => numbers.format(value),
      /** A share in hundredths of a per cent. */
      basisPoints: (points: number): string => percents.format(points / 10_000),
      /** An amount in minor units. */
      money: ({ currency, minor }: { readonly currency: string; readonly minor: number }): string => {
        const format = inCurrency(currency)
        return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0))
      },
      country: (code: string): string => countries.of(code) ?? code,
      /** In the order of the language. */
      collator: new Intl.Collator(locale),
    }
  }, [locale])
}

/** Whole days from one instant to another, begun ones counted; at least 0. */
export const daysUntil = (now: string, end: string): number =>
  Math.max(0, Math.ceil((Date.parse(end) - Date.parse(now)) / DAY_MS))
