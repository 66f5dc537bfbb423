import { canonicalHost } from '../kernel/domain-name.ts'
import { fold } from '../kernel/fold.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import type { ConsoleCustomer } from './customer.ts'

/** A running trial counts as ending when it has this many days or fewer to go (R12). */
const ENDING_DAYS = 7

/** What *Manage Customers* can be narrowed to; all parts must hold. */
export interface ListingFilter {
  readonly search?: string | undefined
  readonly domainState?: ConsoleCustomer['domainState'] | undefined
  readonly trial?: 'running' | 'ending' | 'ended' | 'none' | undefined
}

const isEnding = ({ trial }: ConsoleCustomer, at: Instant): boolean =>
  trial?.state === 'running' && trial.endsAt <= plusDays(at, ENDING_DAYS)

const inTrial = (line: ConsoleCustomer, wanted: NonNullable<ListingFilter['trial']>, at: Instant): boolean =>
  wanted === 'ending' ? isEnding(line, at) : (line.trial?.state ?? 'none') === wanted

const holds = (text: string, part: string): boolean => part !== '' && fold(text).includes(part)

const isFound = ({ domain, organizationName }: ConsoleCustomer, search: string): boolean =>
  [fold(search), canonicalHost(search) ?? ''].some((part) => holds(domain, part)) ||
  holds(organizationName, fold(search))

/** Whether a line passes the filter at an instant; a domain is found in each of its spellings, and both sides are folded alike (R11, R12). */
export const passes = (
  line: ConsoleCustomer,
  { search, domainState, trial }: ListingFilter,
  at: Instant,
): boolean =>
  (search === undefined || isFound(line, search)) &&
  (domainState === undefined || line.domainState === domainState) &&
  (trial === undefined || inTrial(line, trial, at))

/** How many of the lines each filter would show at an instant (R12). */
export const countsOf = (lines: readonly ConsoleCustomer[], at: Instant) => {
  const count = (filter: ListingFilter): number => lines.filter((line) => passes(line, filter, at)).length
  return {
    all: lines.length,
    unverified: count({ domainState: 'unverified' }),
    verified: count({ domainState: 'verified' }),
    trialRunning: count({ trial: 'running' }),
    trialEnding: count({ trial: 'ending' }),
    trialEnded: count({ trial: 'ended' }),
  }
}
