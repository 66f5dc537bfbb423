import { lapseUnverifiedClaims } from '../../shared/customers/contract.ts'
import { lapseClaims } from '../work/lapse-claims.ts'
import { warnOfClaimLapses } from '../work/warn-of-claim-lapses.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(lapseUnverifiedClaims, async (job) => {
  const warned = await warnOfClaimLapses(job)
  const lapsed = await lapseClaims(job)
  return { warned: warned.done, lapsed: lapsed.done, postponed: warned.postponed + lapsed.postponed }
})
