import { describe, expect, it } from 'vitest'
import { budgetLines } from './support/time-budget.ts'

describe('the budget of test time', () => {
  it('names what takes longer than it may, the slowest first', () => {
    const files = new Map([
      ['test/races/quick.test.ts', 29_999],
      ['test/races/slow.test.ts', 30_001],
      ['test/trials/start-trial.test.ts', 3_100],
    ])
    const operations = new Map([
      ['extendTrial', 3_000],
      ['startTrial', 3_100],
    ])
    expect(budgetLines(files, operations)).toEqual([
      'Test time 63.1 s in 3 files, of it 6.1 s for 2 operations; by folder:',
      '  60.0 s  races',
      '   3.1 s  trials',
      'The slowest files:',
      '  30.0 s  test/races/slow.test.ts',
      '  30.0 s  test/races/quick.test.ts',
      '   3.1 s  test/trials/start-trial.test.ts',
      '1 files take longer than 30.0 s',
      '  30.0 s  test/races/slow.test.ts',
      '1 operations take longer than 3.0 s',
      '   3.1 s  startTrial',
    ])
  })
})
