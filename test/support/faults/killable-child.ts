import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../../../local/state.ts'
import type { Invocation, Outcome } from './killable-function.ts'
import { lambdaContext } from '../describe/call.ts'

// Runs the built functions as a process of its own, one invocation at a time, with a clock that can be set ahead.
const require = createRequire(import.meta.url)
const realNow = Date.now
const answer = (outcome: Outcome): void => void process.send?.(outcome)

process.on('message', ({ name, event, aheadMs }: Invocation) => {
  Date.now = () => realNow() + aheadMs
  const { handler } = require(join(ROOT, '.build', 'functions', name, 'index.js'))
  const context = { ...lambdaContext(name), getRemainingTimeInMillis: () => 60_000 }
  Promise.resolve(handler(event, context)).then(
    () => answer('done'),
    () => answer('failed'),
  )
})
process.on('disconnect', () => process.exit())
