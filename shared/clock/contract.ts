import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { Duration } from '../kernel/time.ts'
import { ClockReading, clockTooFarAhead } from './programme-clock.ts'

export const getClock = /* @__PURE__ */ operation('getClock', () => ({
  summary: 'Read the programme clock',
  on: http('GET', '/clock'),
  onlyWithClock: true,
  allow: ['staff'],
  reads: ['clock'],
  input: z.strictObject({}),
  output: ClockReading,
}))

export const advanceClock = /* @__PURE__ */ operation('advanceClock', () => ({
  summary: 'Move the programme clock forward',
  on: http('POST', '/clock'),
  onlyWithClock: true,
  allow: ['staff'],
  idempotencyKey: 'accepted',
  reads: ['clock'],
  puts: ['clock'],
  input: z.strictObject({
    by: Duration,
    runSchedules: z.boolean().default(false).meta({
      description:
        'On the laptop: whether everything that is due then is done before the answer. In the cloud nobody waits for it: each schedule runs every 1 to 15 minutes, asked or not',
    }),
  }),
  output: ClockReading,
  problems: [clockTooFarAhead],
}))
