import { setImmediate as turn } from 'node:timers/promises'

interface Waiting {
  readonly at: number
  readonly resume: () => void
}

/** Time that passes only once all that runs waits for it, so that hours take seconds. */
export const virtualTime = () => {
  let now = 0
  const waiting: Waiting[] = []
  return {
    /** Milliseconds since the beginning. */
    now: (): number => now,
    sleep: (ms: number): Promise<void> =>
      new Promise((resume) => {
        const at = now + ms
        waiting.splice(waiting.findLastIndex((other) => other.at <= at) + 1, 0, { at, resume })
      }),
    /** Lets time pass until the work is done. */
    during: async <T>(work: Promise<T>): Promise<T> => {
      let isDone = false
      const done = work.finally(() => {
        isDone = true
      })
      for (;;) {
        await turn()
        if (isDone) return done
        const next = waiting.shift()
        if (!next) throw new Error('The work waits for something else than time')
        now = next.at
        next.resume()
      }
    },
  }
}
