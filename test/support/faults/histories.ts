import { it, vi } from 'vitest'
import { randomFrom, seededPlan } from './faults.ts'
import type { TestTable } from '../table/test-table.ts'

/** How many histories each race is run through: 50 with the tests, 1,000 with the proof. */
export const HISTORIES = Number(process.env['HISTORIES'] ?? 50)

/** The first seed; a history that fails names its own, which replays it as `SEED=… HISTORIES=1`. */
const FIRST_SEED = Number(process.env['SEED'] ?? 1)

/** One run of a race: calm while it is arranged, then through a proxy that delays, reorders and fails by its seed. */
export interface History {
  readonly seed: number
  readonly random: () => number
  /** Runs the racers, each after a wait that the seed draws; what they came to, in their order. */
  race<T extends readonly (() => Promise<unknown>)[]>(
    ...racers: T
  ): Promise<{ -readonly [I in keyof T]: Awaited<ReturnType<T[I]>> }>
}

const LATEST_START_MS = 12

const allOf = async <T extends readonly (() => Promise<unknown>)[]>(
  racers: T,
  wait: () => Promise<void>,
): Promise<{ -readonly [I in keyof T]: Awaited<ReturnType<T[I]>> }> => {
  const run = <R>(racer: () => Promise<R>): Promise<R> => wait().then(racer)
  const results: unknown = await Promise.all(racers.map(run))
  return assumeTuple(results)
}

const assumeTuple = <T>(results: unknown): T => {
  const isTuple = (candidate: unknown): candidate is T => Array.isArray(candidate)
  if (!isTuple(results)) throw new Error('A race has results for each racer')
  return results
}

/** Runs a race through its histories; the first that breaks a rule fails and names its seed. */
export const raced = (
  title: string,
  table: TestTable,
  run: (history: History) => Promise<void>,
  count = HISTORIES,
): void =>
  it(
    `${title} (${count} histories)`,
    async () => {
      vi.spyOn(console, 'log').mockReturnValue(undefined)
      for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed += 1) {
        const random = randomFrom(seed)
        await table.clear()
        const wait = () => new Promise<void>((resolve) => setTimeout(resolve, random() * LATEST_START_MS))
        try {
          await run({
            seed,
            random,
            race: async (...racers) => {
              table.proxy.follow(seededPlan(seed))
              const results = await allOf(racers, wait)
              table.proxy.follow(undefined)
              return results
            },
          })
        } catch (thrown) {
          throw new Error(`The history of SEED=${seed} breaks a rule`, { cause: thrown })
        } finally {
          table.proxy.reset()
        }
      }
    },
    Math.max(60_000, count * 20_000),
  )
