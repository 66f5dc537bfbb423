import { useWords } from '../../words/words.tsx'

const HOUR_MS = 3_600_000
const HOURS = 24

/** A length of time in days of 24 hours, and hours. */
export interface Length {
  readonly days: number
  readonly hours: number
}

/** The whole hours of so many milliseconds. */
export const lengthOf = (millis: number): Length => {
  const hours = Math.floor(millis / HOUR_MS)
  return { days: Math.floor(hours / HOURS), hours: hours % HOURS }
}

export const millisOf = ({ days, hours }: Length): number => (days * HOURS + hours) * HOUR_MS

/** As an ISO 8601 duration. */
export const durationOf = ({ days, hours }: Length): string =>
  hours === 0 ? `P${days}D` : `P${days}DT${hours}H`

/** A length of time in words. */
export const useLengthWords = (): ((length: Length) => string) => {
  const { t } = useWords()
  return ({ days, hours }) => t('staff.clock.by', { days, hours }).trim()
}
