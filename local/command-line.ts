/** Runs a command; its failure is one line for a person and an exit code for a script. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command()
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : failure)
    process.exitCode = 1
  }
}

/** The words after the command's name. */
export const words = (): string[] => process.argv.slice(2)
