import { fromMillis, type Instant } from '../../shared/kernel/time.ts'
import { world } from './world.ts'

/** The instant of real time. */
export const realNow = (): Instant => fromMillis(world.realMs())
