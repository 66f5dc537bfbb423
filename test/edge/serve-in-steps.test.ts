import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/failures/redrive-failed-event.ts'
import { redriveFailedEvent } from '../../shared/failures/contract.ts'
import * as arrange from '../support/arrange.ts'
import { asynchronousLetter, recorded } from '../support/dead-letter.ts'
import { call, eventFor, type CallOptions } from '../support/describe/call.ts'
import { beforeRecord } from '../support/describe/prove-steps.ts'
import { MOMENTS, startInterruptingProxy } from '../support/faults/interruption.ts'
import { useKillableFunctions } from '../support/faults/killable-function.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { auditActions } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

const COMMIT = 'TransactWriteItems'
/** By then the reservation of a redrive that died has lapsed. */
const LATER_MS = 61_000
/** The requests of one redrive to the table: two before the call, and three to record it. */
const REQUESTS = [1, 2, 3, 4, 5]
const BEFORE_CALL = 2

describe('an operation that asks the outside between two commits', () => {
  let proxy: Awaited<ReturnType<typeof startInterruptingProxy>>
  const lambda = useLambdaService()
  const table = useTestTable()
  beforeAll(async () => {
    proxy = await startInterruptingProxy(table.proxy.endpoint)
  })
  const functions = useKillableFunctions(() => proxy.endpoint)
  afterAll(() => proxy.stop())
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  const failedEvent = async () => {
    const as = await arrange.staff('support')
    const marker = crypto.randomUUID()
    const input = { eventId: await recorded(asynchronousLetter({ detail: { marker } })) }
    const given = () => lambda.taken.filter(({ event }) => JSON.stringify(event).includes(marker)).length
    const redrive = (who = as, options: CallOptions = {}) =>
      call(redriveFailedEvent, handler, who, input, options)
    const actions = () => auditActions(table, `FAILED-EVENT#${input.eventId}`)
    const reservations = async () =>
      (await table.items()).filter(({ pk }) => pk === `REDRIVE#${input.eventId}`).length
    return { as, input, given, redrive, actions, reservations }
  }

  it('records what has happened outside, whoever lost which right meanwhile', async () => {
    const { as, given, redrive, actions, reservations } = await failedEvent()
    const { answer, record } = await beforeRecord(table, () => redrive())
    await arrange.setPerson(as, (person) => ({ ...person, staffRoles: [] }))
    record.release()
    expect(await answer).toMatchObject({ status: 200, body: { state: 'redriven', redrivenBy: as.email } })
    expect([given(), await reservations()]).toEqual([1, 0])
    expect(await actions()).toEqual(['failed-event.recorded', 'failed-event.redriven'])
    expect(await redrive()).toMatchObject({ status: 403 })
  })

  it('asks nothing where the right was lost before the intent was committed', async () => {
    const { as, given, redrive, actions } = await failedEvent()
    const intent = table.proxy.holdNext(COMMIT)
    const answer = redrive()
    await intent.arrived
    await arrange.setPerson(as, (person) => ({ ...person, staffRoles: [] }))
    intent.release()
    expect(await answer).toMatchObject({ status: 403 })
    expect(given()).toBe(0)
    expect(await actions()).toEqual(['failed-event.recorded'])
  })

  it('asks once for one idempotency key that comes twice, whenever the second comes, and answers both alike', async () => {
    const { given, redrive, actions } = await failedEvent()
    const once = () => redrive(undefined, { idempotencyKey: 'pressed-twice' })
    const { answer, record } = await beforeRecord(table, once)
    expect(await once()).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    record.release()
    const first = await answer
    expect(first).toMatchObject({ status: 200 })
    expect(await once()).toEqual(first)
    expect(given()).toBe(1)
    expect(await actions()).toEqual(['failed-event.recorded', 'failed-event.redriven'])
  })

  it('records that the outside refused, and may be asked again at once', async () => {
    const { given, redrive, actions, reservations } = await failedEvent()
    lambda.breakDown(true)
    expect(await redrive()).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    lambda.breakDown(false)
    expect([given(), await reservations()]).toEqual([0, 0])
    expect(await redrive()).toMatchObject({ status: 200 })
    expect(await actions()).toEqual(['failed-event.recorded', 'failed-event.redriven'])
  })

  it.each(REQUESTS.flatMap((nth) => MOMENTS.map((moment) => [nth, moment] as const)))(
    'ends once as asked though its function is killed at request %i, %s it',
    async (nth, moment) => {
      const { as, input, given, actions, reservations } = await failedEvent()
      await arrange.bind(as)
      const event = eventFor(redriveFailedEvent, as, input)
      const [outcome] = await Promise.all([
        functions.invoke('redriveFailedEvent', event),
        proxy.interrupt({ nth, moment, act: () => functions.kill() }),
      ])
      expect(outcome).toBe('killed')
      expect(await functions.invoke('redriveFailedEvent', event, LATER_MS)).toBe('done')
      expect(await actions()).toEqual(['failed-event.recorded', 'failed-event.redriven'])
      expect(await reservations()).toBe(0)
      const wasAskedTwice = nth > BEFORE_CALL && !(nth === REQUESTS.length && moment !== 'before')
      expect(given()).toBeOneOf(wasAskedTwice ? [2] : nth === REQUESTS.length ? [1, 2] : [1])
      expectWholeChains(await table.items())
    },
  )
})
