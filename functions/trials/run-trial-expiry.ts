import { runTrialExpiry } from '../../shared/trials/contract.ts'
import { endTrials } from '../work/end-trials.ts'
import { openJob } from '../edge/job.ts'
import { actorOf } from '../edge/load.ts'
import { serveStaff } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

const LONGEST_MS = 9_000

export const handler = serveStaff(runTrialExpiry, async ({ caller }) => {
  const startedMs = world.realMs()
  const job = await openJob(runTrialExpiry.name, actorOf(caller), {
    getRemainingTimeInMillis: () => startedMs + LONGEST_MS - world.realMs(),
  })
  const { done, postponed, more } = await endTrials(job)
  return { answer: { recorded: done, postponed, more } }
})
