import { describe, expect, it } from 'vitest'
import { asksForSchedules, untilNothingIsDue } from '../../local/rounds.ts'

describe('the schedules', () => {
  it('run until nothing is due any more, within bounds', async () => {
    let runs = 0
    await untilNothingIsDue(async () => (runs += 1) < 3)
    expect(runs).toBe(3)
    let rounds = 0
    await expect(untilNothingIsDue(async () => (rounds += 1) > 0)).rejects.toThrow('after 150 runs')
    expect(rounds).toBe(150)
  })

  it('are asked for only by a clock that was moved by who said so', () => {
    const asks = (body: string, status = 200, routeKey = 'POST /v1/clock') =>
      asksForSchedules({ routeKey, status, body: Buffer.from(body) })
    expect(asks('{"by":"P1D","runSchedules":true}')).toBe(true)
    for (const body of ['{"by":"P1D"}', '{"by":"P1D","runSchedules":false}']) expect(asks(body)).toBe(false)
    expect(asks('{"by":"P9999D","runSchedules":true}', 409)).toBe(false)
    expect(asks('{"by":"P1D","runSchedules":true}', 200, 'POST /v1/applications')).toBe(false)
  })
})
