import { entryOf } from '../../../infra/bundle.ts'
import { operations } from '../../../shared/contract/contract.ts'
import type { Invocation, Outcome } from './killable-function.ts'
import { lambdaContext } from '../describe/call.ts'

// Runs the built functions as a process of its own, one invocation at a time, with a clock that can be set ahead.
const realNow = Date.now
const answer = (outcome: Outcome): void => void process.send?.(outcome)

const run = async ({ name, event, aheadMs }: Invocation): Promise<void> => {
  Date.now = () => realNow() + aheadMs
  const operation = operations.find((one) => one.name === name)
  if (!operation) throw new Error(`There is no operation ${name}`)
  const { handler } = await import(entryOf(operation))
  await handler(event, { ...lambdaContext(name), getRemainingTimeInMillis: () => 60_000 })
}

process.on('message', (invocation: Invocation) => {
  run(invocation).then(
    () => answer('done'),
    () => answer('failed'),
  )
})
process.on('disconnect', () => process.exit())
