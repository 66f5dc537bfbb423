import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { useLaptop } from '../support/laptop.ts'

const Items = z.array(z.object({ eventId: z.string(), functionName: z.string(), source: z.string() }))

describe('an event that its function cannot handle', () => {
  const programme = useLaptop()
  const { ask } = programme
  const failed = async (state = 'failed') =>
    Items.parse((await ask(FIRST_STAFF_MEMBER, 'GET', `/staff/failed-events?state=${state}`)).body['items'])

  it('becomes a failed event, is redriven to its function, and fails again as another one', async () => {
    const { cloud } = programme.laptop
    await cloud.deliver({
      source: 'aws.ses',
      detail: {
        eventType: 'Delivery',
        mail: { tags: { 'ses:configuration-set': [await configurationSet()], outboxId: ['not an id'] } },
      },
    })
    await cloud.drain()
    const [first, ...others] = await failed()
    expect(others).toEqual([])
    expect(first).toMatchObject({
      source: 'failed',
      functionName: expect.stringContaining('recordMailEvent'),
    })
    const redrive = `/staff/failed-events/${first?.eventId}/redrive`
    expect(await ask(FIRST_STAFF_MEMBER, 'POST', redrive)).toMatchObject({
      status: 200,
      body: { state: 'redriven', redrivenBy: FIRST_STAFF_MEMBER },
    })
    await cloud.drain()
    expect(await failed('redriven')).toMatchObject([{ eventId: first?.eventId }])
    const [again] = await failed()
    expect(again?.functionName).toBe(first?.functionName)
    expect(again?.eventId).not.toBe(first?.eventId)
    expect(await ask(FIRST_STAFF_MEMBER, 'POST', redrive)).toMatchObject({ status: 409 })
  })

  const configurationSet = async (): Promise<string> => {
    const { assembly } = programme.laptop.cloud
    const [environment] = assembly.functions.flatMap(
      ({ environment: { MAIL_CONFIGURATION_SET: name } }) => name ?? [],
    )
    return environment ?? ''
  }
})
