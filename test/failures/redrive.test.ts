import { describe, expect, it } from 'vitest'
import { handler as list } from '../../functions/failures/list-failed-events.ts'
import { handler } from '../../functions/failures/redrive-failed-event.ts'
import { listFailedEvents, redriveFailedEvent } from '../../shared/failures/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/call.ts'
import { asynchronousLetter, recorded } from '../support/dead-letter.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { useTestTable } from '../support/test-table.ts'

describe('a failed event', () => {
  const table = useTestTable()
  const lambda = useLambdaService()

  it('is not marked as redriven while the function cannot be given it', async () => {
    const as = await arrange.staff('support')
    const input = { eventId: await recorded(asynchronousLetter({})) }
    lambda.breakDown(true)
    expect(await call(redriveFailedEvent, handler, as, input)).toMatchObject({
      status: 503,
      body: { type: '/problems/unavailable' },
    })
    lambda.breakDown(false)
    const states = async (state: string) => {
      const { body } = await call(listFailedEvents, list, as, { state })
      return JSON.stringify(body['items'])
    }
    expect(await states('failed')).toContain(input.eventId)
    expect(await call(redriveFailedEvent, handler, as, input)).toMatchObject({ status: 200 })
    expect(await states('failed')).not.toContain(input.eventId)
    expect(await states('redriven')).toContain(input.eventId)
  })
  it('is given to its function once by those who redrive it at once, and the others are refused', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => arrange.staff('support')))
    for (const as of all) await arrange.bind(as)
    const event = { detail: { at: 'once' } }
    const input = { eventId: await recorded(asynchronousLetter(event)) }
    const called = await Promise.all(all.map((as) => call(redriveFailedEvent, handler, as, input)))
    expect(called.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(
      lambda.taken.filter((taken) => JSON.stringify(taken.event) === JSON.stringify(event)),
    ).toHaveLength(1)
  })

  it('is not given again by a request that decides anew, and asks those to wait who come meanwhile', async () => {
    const [first, second] = [await arrange.staff('support'), await arrange.staff('support')]
    for (const as of [first, second]) await arrange.bind(as)
    const input = { eventId: await recorded(asynchronousLetter({ detail: { at: 'anew' } })) }
    const claiming = table.way.holdNext('TransactWriteItems')
    const before = lambda.taken.length
    const redriving = call(redriveFailedEvent, handler, first, input)
    await claiming.arrived
    const marking = table.way.holdNext('TransactWriteItems')
    claiming.release()
    await marking.arrived
    expect(await call(redriveFailedEvent, handler, second, input)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    })
    await arrange.setPerson(first, (person) => ({ ...person, staffRoles: ['support', 'finance'] }))
    marking.release()
    expect(await redriving).toMatchObject({ status: 200 })
    expect(lambda.taken.length).toBe(before + 1)
    expect((await table.items()).filter(({ sk }) => sk === 'REDRIVE')).toEqual([])
  })
})
