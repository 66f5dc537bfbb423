import { existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { firstFailure } from './first-failure.ts'
import { writeGuardsPage, type Fate } from './guards-page.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOUR_HOURS_MS = 4 * 3_600_000

/** Each operation's own test file. */
const ownTests = new Map(
  globSync('test/*/*.test.ts', { cwd: ROOT })
    .filter((file) => existsSync(join(ROOT, file.replace(/^test/, 'functions').replace('.test.ts', '.ts'))))
    .map((file) => [basename(file, '.test.ts'), file] as const),
)

/** Those of the operations whose names GUARDS_OF matches; of all unless told. */
const wantedTests = [...ownTests]
  .filter(([operation]) => new RegExp(process.env['GUARDS_OF'] ?? '').test(operation))
  .map(([, file]) => file)

describe.runIf(process.env['PROOF'])('every guard that the table port sends', () => {
  it(
    'is missed by a test of its operation when it is taken out',
    async () => {
      const seen = join(mkdtempSync(join(tmpdir(), 'guards-')), 'seen')
      expect(await firstFailure(wantedTests, { GUARDS_SEEN: seen })).toBeUndefined()
      const guards = [...new Set(readFileSync(seen, 'utf8').trim().split('\n'))].sort()
      expect(guards.length).toBeGreaterThan(0)

      const fates: Fate[] = []
      const left = guards.values()
      const work = async (): Promise<void> => {
        for (const line of left) {
          const [operation = '', ...parts] = line.split(': ')
          const guard = parts.join(': ')
          const killedBy = await firstFailure([ownTests.get(operation) ?? ''], { GUARD_WEAKENED: guard })
          process.stdout.write(
            `${killedBy === undefined ? 'SURVIVES' : 'killed'}  ${operation}: ${guard}\n    by ${killedBy ?? 'nothing'}\n`,
          )
          fates.push({ operation, guard, killedBy })
        }
      }
      await Promise.all(Array.from({ length: availableParallelism() }, work))
      await writeGuardsPage(fates, new Set(ownTests.keys()))
      expect(fates.filter(({ killedBy }) => killedBy === undefined)).toEqual([])
    },
    FOUR_HOURS_MS,
  )
})
