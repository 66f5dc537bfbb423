import type { Context } from 'aws-lambda'
import type * as z from 'zod'
import type { HttpDeclaration, Operation } from '../../shared/declaration/operation.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { answered, bodyOf, type Answer } from './answer.ts'
import { problemDetails } from './problem-details.ts'
import { HttpEvent } from './http-event.ts'
import { inputOf, languageOf } from './request.ts'

/** Serves an operation that anybody may ask and whose answer is always the same; its function carries neither table nor log. */
export const servePublic = <const D extends HttpDeclaration>(
  { declaration }: Operation<D>,
  answer: z.input<D['output']>,
) => {
  const body = bodyOf(declaration, answer)
  return async (event: unknown, { awsRequestId }: Context): Promise<Answer> => {
    try {
      await inputOf(declaration.input, declaration.on, HttpEvent.parse(event))
      return answered(declaration, body)
    } catch (refusal) {
      if (refusal instanceof Problem) return problemDetails(refusal, awsRequestId, languageOf(event))
      throw refusal
    }
  }
}
