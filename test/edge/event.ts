import type * as z from 'zod'
import { HttpEvent } from '../../functions/edge/http-event.ts'
import { Problem } from '../../shared/kernel/problem.ts'

/** The event of a request for the thing `one`. */
export const event = (parts: Partial<z.input<typeof HttpEvent>>): HttpEvent =>
  HttpEvent.parse({ pathParameters: { id: 'one' }, requestContext: { requestId: 'request-1' }, ...parts })

/** The code of the problem with which something is refused, and its issues. */
export const refusal = async (ask: () => unknown): Promise<{ code: string; issues: unknown }> => {
  try {
    await ask()
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.type.code, issues: thrown.details['issues'] }
    throw thrown
  }
  throw new Error('It was not refused')
}
