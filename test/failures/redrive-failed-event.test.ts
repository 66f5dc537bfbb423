import { expect, it } from 'vitest'
import { handler as list } from '../../functions/failures/list-failed-events.ts'
import { handler } from '../../functions/failures/redrive-failed-event.ts'
import { listFailedEvents, redriveFailedEvent } from '../../shared/failures/contract.ts'
import * as arrange from '../support/arrange.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { call } from '../support/describe/call.ts'
import { asynchronousLetter, FUNCTION_ARN, recorded, streamLetter } from '../support/dead-letter.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'
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
  also: (table) => {
    it('is not marked as redriven while the function cannot be given it', async () => {
      const as = await arrange.staff('support')
      const input = { eventId: await recorded(asynchronousLetter({})) }
      lambda.breakDown(true)
      expect(await recordGuards(() => call(redriveFailedEvent, handler, as, input))).toMatchObject({
        status: 503,
        body: { type: '/problems/unavailable' },
      })
      lambda.breakDown(false)
      const states = async (state: string) => {
        const { body } = await call(listFailedEvents, list, as, { state })
        return JSON.stringify(body['items'])
      }
      expect(await states('failed')).toContain(input.eventId)
      expect(await recordGuards(() => call(redriveFailedEvent, handler, as, input))).toMatchObject({
        status: 200,
      })
      expect(await states('failed')).not.toContain(input.eventId)
      expect(await states('redriven')).toContain(input.eventId)
    })
    it('is given to its function once by those who redrive it at once, and the others are refused', async () => {
      const all = await Promise.all(Array.from({ length: 4 }, () => arrange.staff('support')))
      for (const as of all) await arrange.bind(as)
      const event = { detail: { at: 'once' } }
      const input = { eventId: await recorded(asynchronousLetter(event)) }
      const called = await Promise.all(
        all.map((as) => recordGuards(() => call(redriveFailedEvent, handler, as, input))),
      )
      expect(called.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      expect(
        lambda.taken.filter((taken) => JSON.stringify(taken.event) === JSON.stringify(event)),
      ).toHaveLength(1)
    })

    it('is not given again by a request that decides again, and asks those to wait who come meanwhile', async () => {
      const [first, second] = [await arrange.staff('support'), await arrange.staff('support')]
      for (const as of [first, second]) await arrange.bind(as)
      const input = { eventId: await recorded(asynchronousLetter({ detail: { at: 'anew' } })) }
      const claiming = table.proxy.holdNext('TransactWriteItems')
      const before = lambda.taken.length
      const redriving = recordGuards(() => call(redriveFailedEvent, handler, first, input))
      await claiming.arrived
      const marking = table.proxy.holdNext('TransactWriteItems')
      claiming.release()
      await marking.arrived
      expect(await recordGuards(() => call(redriveFailedEvent, handler, second, input))).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
      })
      await arrange.setPerson(first, (person) => ({ ...person, staffRoles: ['support', 'finance'] }))
      marking.release()
      expect(await redriving).toMatchObject({ status: 200 })
      expect(lambda.taken.length).toBe(before + 1)
      expect((await table.items()).filter(({ sk }) => sk === 'REDRIVE')).toEqual([])
    })
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
