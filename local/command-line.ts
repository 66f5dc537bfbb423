/** Runs a command; a failure prints one line and sets the exit code to 1. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command()
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : failure)
    process.exitCode = 1
  }
}

/** The arguments of the command. */
export const words = (): string[] => process.argv.slice(2)
