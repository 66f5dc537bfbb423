import middy from '@middy/core'
import { Problem } from '../../shared/kernel/problem.ts'
import { world } from '../outside/world.ts'
import type { Answer } from './answer.ts'
import { errorOf, log } from './log.ts'
import { defectDetails, problemDetails } from './problem-details.ts'
import { HttpEvent } from './http-event.ts'
import { languageOf } from './request.ts'

/** A Lambda handler over HTTP: logs each request in one line and answers refusals and defects as problem details. */
export const httpHandler = (
  name: string,
  answer: (event: HttpEvent, requestId: string) => Promise<Answer>,
) => {
  world.servedOverHttp()
  const startedAt = new WeakMap<object, number>()
  const note = (event: object, requestId: string, outcome: string, error?: unknown): void =>
    log({
      operation: name,
      requestId,
      outcome,
      milliseconds: world.realMs() - (startedAt.get(event) ?? world.realMs()),
      ...(error === undefined ? {} : { error: errorOf(error) }),
    })
  return middy<object, Answer>()
    .use({
      before: ({ event }) => {
        startedAt.set(event, world.realMs())
      },
      after: ({ event, context }) => note(event, context.awsRequestId, 'done'),
      onError: async (request) => {
        const { event, context, error } = request
        const requestId = context.awsRequestId
        const language = languageOf(event)
        if (error instanceof Problem) {
          note(event, requestId, error.type.code)
          request.response = await problemDetails(error, requestId, language)
        } else {
          note(event, requestId, 'defect', error)
          request.response = await defectDetails(requestId, language)
        }
      },
    })
    .handler(async (event, { awsRequestId }) => answer(HttpEvent.parse(event), awsRequestId))
}
