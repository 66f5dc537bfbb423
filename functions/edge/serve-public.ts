import type { Context } from 'aws-lambda'
import type * as z from 'zod'
import type { HttpDeclaration, Operation } from '../../shared/declaration/operation.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import type { Language } from '../../shared/kernel/text.ts'
import { answered, bodyOf, type Answer } from './answer.ts'
import { inLanguage } from './every-answer.ts'
import { problemDetails } from './problem-details.ts'
import { HttpEvent } from './http-event.ts'
import { inputOf, languageOf } from './request.ts'

/** What a public request asks: nobody is known to ask it. */
interface Asked<D extends HttpDeclaration> {
  readonly input: z.output<D['input']>
  readonly language: Language
}

const publicHandler =
  <D extends HttpDeclaration>(
    { input: schema, on }: D,
    answer: (asked: Asked<D>) => Answer | Promise<Answer>,
  ) =>
  async (event: unknown, { awsRequestId }: Context): Promise<Answer> => {
    const language = languageOf(event)
    try {
      const input = await inputOf<D['input']>(schema, on, HttpEvent.parse(event))
      return await answer({ input, language })
    } catch (refusal) {
      if (refusal instanceof Problem) return problemDetails(refusal, awsRequestId, language)
      throw refusal
    }
  }

/** Serves an operation that anybody may ask and whose answer is always the same; its function carries neither table nor log. */
export const servePublic = <const D extends HttpDeclaration>(
  { declaration }: Operation<D>,
  answer: z.input<D['output']>,
) => {
  const body = bodyOf(declaration, answer)
  return publicHandler(declaration, () => answered(declaration, body))
}

/** Serves an operation that anybody may ask and whose answer is a text in the reader's language; likewise without table and log. */
export const servePublicText = <const D extends HttpDeclaration>(
  { declaration }: Operation<D>,
  text: (asked: Asked<D>) => Promise<z.input<D['output']>>,
) =>
  publicHandler<D>(declaration, async (asked) => {
    const { headers, ...rest } = answered(declaration, bodyOf(declaration, await text(asked)))
    return { ...rest, headers: { ...headers, ...inLanguage(asked.language) } }
  })
