import { HttpEvent } from '../../functions/edge/http-event.ts'
import { readInput } from '../../functions/edge/request.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { invalidInput } from '../../shared/kernel/problems.ts'
import { eventFor, type CallOptions } from '../support/describe/call.ts'
import type { AreaOperation } from '../support/describe/handlers.ts'

/** The code with which an operation refuses an input by its schema alone; `undefined` where it takes it. Throws what is no refusal. */
export const refusalOfInput = (
  { operation }: AreaOperation,
  input: Readonly<Record<string, unknown>>,
  options: CallOptions = {},
): string | undefined => {
  const { declaration } = operation
  const event = HttpEvent.parse(eventFor(operation, undefined, input, options))
  try {
    const reading = readInput(declaration.input, declaration.on, event)
    return 'input' in reading ? undefined : invalidInput.code
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type.code
    throw thrown
  }
}
