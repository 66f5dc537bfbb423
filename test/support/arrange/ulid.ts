import { world } from '../../../functions/outside/world.ts'

let lastMs = 0

/** A new ULID, later than each one before, so that what is arranged is listed in this order. */
export const newUlid = (): string => {
  lastMs = Math.max(lastMs + 1, world.realMs())
  return world.ulid(lastMs)
}
