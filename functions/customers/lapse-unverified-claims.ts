import { lapseUnverifiedClaims } from '../../shared/customers/contract.ts'
import { recordClaimLapses, warnOfClaimLapses } from '../work/lapse-claims.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(lapseUnverifiedClaims, async (job) => {
  const warned = await warnOfClaimLapses(job)
  const lapsed = await recordClaimLapses(job)
  return { warned: warned.done, lapsed: lapsed.done, postponed: warned.postponed + lapsed.postponed }
})
