import { advanceClock } from '../shared/clock/contract.ts'
import type { Answered } from './cloud/api.ts'

/** More than the months that the clock can be moved by: a round renews one period of each subscription. */
const MOST_ROUNDS = 150

/** Runs schedules, which say whether they changed anything, until they no longer do: what a jump of the clock leaves to do may itself leave more to do. Throws where they never stop. */
export const untilNothingIsDue = async (runSchedules: () => Promise<boolean>): Promise<void> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) if (!(await runSchedules())) return
  throw new Error(`The schedules still change something after ${MOST_ROUNDS} runs; see functions.log.`)
}

const { on, input } = advanceClock.declaration
const MOVES_CLOCK = `${on.method} /v1${on.path}`

/** Whether a request has moved the clock and asked for everything that is due then. */
export const asksForSchedules = ({ routeKey, status, body }: Answered): boolean =>
  routeKey === MOVES_CLOCK &&
  status === on.success &&
  input.parse(JSON.parse(body.toString('utf8'))).runSchedules
