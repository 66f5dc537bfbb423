import { getClock } from '../../shared/clock/contract.ts'
import { reading } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import { serveStaff } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serveStaff(getClock, { clock: clockRecord }, ({ clock }) => ({
  answer: reading(clock, world.realMs()),
}))
