import { expect } from 'vitest'
import { handler } from '../../functions/failures/redrive-failed-event.ts'
import { redriveFailedEvent } from '../../shared/failures/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/call.ts'
import { asynchronousLetter, FUNCTION_ARN, recorded, streamLetter } from '../support/dead-letter.ts'
import { describeOperation } from '../support/describe-operation.ts'
import { auditActions } from '../support/effects.ts'
import { useLambdaService } from '../support/lambda-service.ts'

const EVENT = { detail: { eventType: 'Delivery', of: 'ไทย' } }

const lambda = useLambdaService()

const asSupport = async (letter = asynchronousLetter(EVENT)) => ({
  as: await arrange.staff('support'),
  input: { eventId: await recorded(letter) },
})

describeOperation(redriveFailedEvent, handler, {
  done: {
    title: 'gives the event to its function again, signed and asynchronously, and says so in the audit',
    arrange: () => asSupport(),
    then: async (answer, { as, input }, table) => {
      expect(answer).toMatchObject({
        state: 'redriven',
        redrivable: false,
        redrivenBy: as.email,
        version: 2,
      })
      expect(lambda.taken.at(-1)).toMatchObject({
        functionArn: FUNCTION_ARN,
        event: EVENT,
        invocationType: 'Event',
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/lambda\/aws4_request, /,
        ),
      })
      expect(await auditActions(table, `FAILED-EVENT#${input.eventId}`)).toEqual([
        'failed-event.recorded',
        'failed-event.redriven',
      ])
    },
  },
  refuses: {
    'failed-event-not-found': async () => ({
      ...(await asSupport()),
      input: { eventId: crypto.randomUUID() },
    }),
    'failed-event-already-redriven': async () => {
      const asking = await asSupport()
      await call(redriveFailedEvent, handler, asking.as, asking.input)
      return asking
    },
    'failed-event-not-redrivable': () => asSupport(streamLetter()),
  },
})
