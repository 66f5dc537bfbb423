import { parseArgs } from 'node:util'
import { tokenFor } from './call.ts'
import { runCommand, words } from './command-line.ts'
import { runningAddresses } from './state.ts'

const USAGE = 'Say for whom: npm run --silent token -- --as someone@example.com'

const printToken = async (): Promise<void> => {
  const { as } = parseArgs({ args: words(), options: { as: { type: 'string' } } }).values
  if (as === undefined) throw new Error(USAGE)
  const { issuer } = await runningAddresses()
  console.log(await tokenFor(issuer, { email: as }))
}

await runCommand(printToken)
