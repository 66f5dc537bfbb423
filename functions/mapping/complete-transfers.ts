import { completeTransfers } from '../../shared/mapping/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { completeDueTransfers } from '../work/complete-due-transfers.ts'

export const handler = serveSchedule(completeTransfers, async (job) => {
  const { done, postponed } = await completeDueTransfers(job)
  return { done, postponed }
})
