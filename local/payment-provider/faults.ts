import * as z from 'zod'

/**
 * How a request fails. `slow`: done, and answered only after the client has given up. `lost-before`: the connection is closed before anything is
 * done. `lost-after`: done, then closed. `event-first`: answered only once its events have arrived.
 */
export const Fault = z.enum(['slow', 'lost-before', 'lost-after', 'event-first'])
export type Fault = z.infer<typeof Fault>

/** How many of the next requests fail, how, and whether the events of what they do are held back. */
export const Faults = z.strictObject({
  fault: Fault,
  times: z.int().min(0).max(1_000),
  events: z.literal(false).optional(),
})
export type Faults = z.infer<typeof Faults>

/** The faults that are still to come. */
export interface FaultPlan {
  /** Replaces the plan. */
  plan(faults: Faults): void
  /** What happens to this request. */
  next(): { readonly fault?: Fault; readonly holdsEvents: boolean }
}

export const faultPlan = (): FaultPlan => {
  let planned: Faults = { fault: 'slow', times: 0 }
  return {
    plan: (faults) => {
      planned = faults
    },
    next: () => {
      const { fault, times, events } = planned
      if (times === 0) return { holdsEvents: false }
      planned = { ...planned, times: times - 1 }
      return { fault, holdsEvents: events === false }
    },
  }
}
