import { describe, expect, it } from 'vitest'
import type { Job } from '../../functions/edge/job.ts'
import { serveSchedule } from '../../functions/edge/serve-event.ts'
import { expireTrials } from '../../shared/trials/contract.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

/** What EventBridge Scheduler sends where a schedule has no input of its own. */
const PLAIN = { version: '0', source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: '{}' }

describe('a schedule', () => {
  useTestTable()
  const shardsOf = async (event: object): Promise<Job['shards'] | undefined> => {
    let shards: Job['shards'] | undefined
    await run(
      serveSchedule(expireTrials, async (job) => {
        shards = job.shards
        return {}
      }),
      event,
    )
    return shards
  }

  it('works on every shard of the due index, unless it names some', async () => {
    expect(await shardsOf(PLAIN)).toEqual({ first: 0, last: 7 })
    expect(await shardsOf({ ...PLAIN, shards: { first: 0, last: 3 } })).toEqual({ first: 0, last: 3 })
    expect(await shardsOf({ shards: { first: 7, last: 7 } })).toEqual({ first: 7, last: 7 })
  })

  it.each([
    [{ first: 0, last: 8 }, 'A shard is a whole number from 0 to 7'],
    [{ first: -1, last: 3 }, 'A shard is a whole number from 0 to 7'],
    [{ first: 0, last: 1.5 }, 'A shard is a whole number from 0 to 7'],
    [{ first: 0 }, 'A shard is a whole number from 0 to 7'],
    [{ first: 4, last: 3 }, 'The last shard comes before the first'],
    [{ first: 0, last: 3, step: 2 }, 'step'],
    [3, 'shards'],
  ])('is a defect where it names %j, which says what is wrong', async (shards, message) => {
    await expect(shardsOf({ shards })).rejects.toThrow(message)
  })
})
