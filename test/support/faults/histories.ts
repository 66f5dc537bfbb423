import { randomInt } from 'node:crypto'
import { it, vi } from 'vitest'
import { randomFrom, seededPlan } from './faults.ts'
import type { TestTable } from '../table/test-table.ts'

/** Whether this is the proof, which takes its time. */
const isProof = Boolean(process.env['PROOF'])

/** How many histories each race is run through: 10 with the tests, 1,000 with the proof, or HISTORIES. */
export const HISTORIES = Number(process.env['HISTORIES'] ?? (isProof ? 1_000 : 10))

/**
 * The first seed: always the same with the tests, another one in each proof, or SEED.
 * A history that fails names its own seed, which `SEED=… HISTORIES=1` runs again.
 */
export const FIRST_SEED = Number(process.env['SEED'] ?? (isProof ? randomInt(2 ** 31) : 1))

/** The histories of a race that costs more than others: fewer with the tests, all with the proof. */
export const fewerHistories = (few: number): number => (isProof ? HISTORIES : Math.min(few, HISTORIES))

/** One run of a race. Requests meet no fault while it is arranged; while it races, its seed decides how they are delayed and which fail. */
export interface History {
  readonly seed: number
  readonly random: () => number
  /** Runs the racers at once, each after a wait that the seed decides; their results, in their order. */
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

/** Runs the histories of a race one after the other; the first that breaks a rule fails the test and names its seed. */
export const raced = (
  title: string,
  table: TestTable,
  run: (history: History) => Promise<void>,
  count = HISTORIES,
): void =>
  it(
    `${title} (${count} histories from SEED=${FIRST_SEED})`,
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
