const ENOUGH_MS = 1

let before = performance.now()

/** Blocks until a millisecond has passed since the last call: what follows in order has times in this order. */
export const ownMillisecond = (): void => {
  let now = performance.now()
  while (now < before + ENOUGH_MS) now = performance.now()
  before = now
}
