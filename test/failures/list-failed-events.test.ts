import { expect } from 'vitest'
import { handler } from '../../functions/failures/list-failed-events.ts'
import { listFailedEvents } from '../../shared/failures/contract.ts'
import * as arrange from '../support/arrange.ts'
import { asynchronousLetter, recorded, streamLetter } from '../support/dead-letter.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listFailedEvents, handler, {
  done: {
    title: 'lists failed events, longest ago first, without what they hold',
    arrange: async () => {
      const eventIds = [
        await recorded(asynchronousLetter({ detail: { to: 'somebody@people.example.com' } })),
        await recorded(streamLetter()),
      ]
      return { as: await arrange.staff('support'), input: {}, eventIds }
    },
    then: ({ items }, { eventIds }) => {
      expect(items.filter(({ eventId }) => eventIds.includes(eventId))).toMatchObject([
        { source: 'failed', functionName: 'recordMailEvent', reason: 'TypeError', redrivable: true },
        { source: 'stream', reason: 'RetryAttemptsExhausted', redrivable: false },
      ])
      expect(JSON.stringify(items)).not.toContain('somebody@people.example.com')
      expect(JSON.stringify(items)).not.toContain('words that are not kept')
    },
  },
  refuses: {},
})
