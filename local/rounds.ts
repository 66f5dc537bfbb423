/** More than the months that the clock can be moved by: a round renews one period of each subscription. */
const MOST_ROUNDS = 150

/** Runs schedules, which say whether they changed anything, until they no longer do: what a jump of the clock leaves to do may itself leave more to do. Throws where they never stop. */
export const untilNothingIsDue = async (runSchedules: () => Promise<boolean>): Promise<void> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) if (!(await runSchedules())) return
  throw new Error(`The schedules still change something after ${MOST_ROUNDS} runs; see functions.log.`)
}
