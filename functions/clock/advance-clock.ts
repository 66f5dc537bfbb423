import { advanceClock } from '../../shared/clock/contract.ts'
import { advance, reading } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import { serveStaff } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serveStaff(advanceClock, { clock: clockRecord }, ({ input, clock }) => {
  const advanced = advance(clock, input.by)
  const event = { action: 'clock.advanced', details: { by: input.by, aheadMs: advanced.aheadMs } } as const
  return {
    answer: reading(advanced, world.realMs()),
    changes: [clock ? clockRecord.replace(clock, advanced, event) : clockRecord.create(advanced, event)],
  }
})
