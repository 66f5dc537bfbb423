const MOST_ROUNDS = 20

/** Runs schedules, which say whether they changed anything, until they no longer do: what a jump of the clock leaves to do may itself leave more to do. */
export const untilNothingIsDue = async (runSchedules: () => Promise<boolean>): Promise<void> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) if (!(await runSchedules())) return
}
