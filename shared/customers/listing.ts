import { canonicalHost } from '../kernel/domain-name.ts'
import { fold } from '../kernel/fold.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import type { CustomerLine } from './customer.ts'

/** A running trial counts as ending when it has this many days or fewer to go (R12). */
const ENDING_DAYS = 7

/** What a list of customers can be narrowed to; all parts must hold. */
export interface ListingFilter {
  readonly search?: string | undefined
  readonly domainState?: CustomerLine['domainState'] | undefined
  readonly trial?: 'running' | 'ending' | 'ended' | 'none' | undefined
}

const isEnding = ({ trial }: CustomerLine, at: Instant): boolean =>
  trial?.state === 'running' && trial.endsAt <= plusDays(at, ENDING_DAYS)

const inTrial = (line: CustomerLine, wanted: NonNullable<ListingFilter['trial']>, at: Instant): boolean =>
  wanted === 'ending' ? isEnding(line, at) : (line.trial?.state ?? 'none') === wanted

type Passes = (line: CustomerLine) => boolean

/** Folds what is searched once, for all lines. */
const finds = (search: string): Passes => {
  const folded = fold(search)
  const host = canonicalHost(search)
  const parts = [folded, ...(host === undefined ? [] : [host])].filter((part) => part !== '')
  return ({ domain, organizationName }) => {
    const foldedDomain = fold(domain)
    return (
      parts.some((part) => foldedDomain.includes(part)) ||
      (folded !== '' && fold(organizationName).includes(folded))
    )
  }
}

/** Tells which lines pass the filter at an instant; a domain is found in each of its spellings, and both sides are folded alike (R11, R12). */
export const passing = ({ search, domainState, trial }: ListingFilter, at: Instant): Passes => {
  const isFound = search === undefined ? undefined : finds(search)
  return (line) =>
    (isFound === undefined || isFound(line)) &&
    (domainState === undefined || line.domainState === domainState) &&
    (trial === undefined || inTrial(line, trial, at))
}

/** How many of the lines each filter would show at an instant (R12). */
export const countsOf = (lines: readonly CustomerLine[], at: Instant) => {
  const count = (filter: ListingFilter): number => lines.filter(passing(filter, at)).length
  return {
    all: lines.length,
    unverified: count({ domainState: 'unverified' }),
    verified: count({ domainState: 'verified' }),
    trialRunning: count({ trial: 'running' }),
    trialEnding: count({ trial: 'ending' }),
    trialEnded: count({ trial: 'ended' }),
  }
}
