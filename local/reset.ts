import { rmSync } from 'node:fs'
import { runCommand } from './command-line.ts'
import { STATE_DIR, isStateLocked } from './state.ts'

const reset = async (): Promise<void> => {
  if (isStateLocked(STATE_DIR)) throw new Error('The laptop is running: stop it with Ctrl-C first.')
  rmSync(STATE_DIR, { recursive: true, force: true })
  console.log('All data of the laptop is deleted; "npm start" starts again with the demo.')
}

await runCommand(reset)
