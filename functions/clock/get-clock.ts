import { getClock } from '../../shared/clock/contract.ts'
import { reading } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serve(getClock, [clockRecord], async ({ find }) => ({
  answer: reading(await find(clockRecord, undefined), world.realMs()),
}))
