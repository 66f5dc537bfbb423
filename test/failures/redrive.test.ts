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
  useTestTable()
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
})
