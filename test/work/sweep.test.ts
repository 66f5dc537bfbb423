import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../functions/edge/job.ts'
import { sweep } from '../../functions/work/sweep.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { Instant, plusMillis } from '../../shared/kernel/time.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { ALL_SHARDS, DUE_SHARDS, type Due } from '../../shared/table/due.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Query } from '../../shared/table/table.ts'
import { trialEndDueRecord } from '../../shared/trials/records.ts'
import { memoryTable } from '../support/table/memory-table.ts'

const NOW = Instant.parse('2026-03-01T00:00:00.000Z')
const idOf = (serial: number): CustomerId => CustomerId.parse(`cus_${String(serial).padStart(26, '0')}`)

/** A table in memory with so many items due, one a second up to now, and a job on it that notes what it asks and postpones. */
const withDue = (count: number, options: Partial<Job> = {}) => {
  const table = memoryTable()
  const dues = Array.from({ length: count }, (_, serial) => ({
    id: idOf(serial),
    dueAt: plusMillis(NOW, -1_000 * serial),
  }))
  for (const due of dues) {
    const change = trialEndDueRecord.put(due)
    if (change.verb === 'put') table.put({ ...change.key, ...change.item })
  }
  const queries: Query[] = []
  const postponed: string[] = []
  const noted = {
    ...table,
    query: (query: Query) => {
      queries.push(query)
      return table.query(query)
    },
  }
  const actor = { kind: 'function', name: 'sweep' } as const
  const job: Job = {
    ...reader(noted),
    table: noted,
    now: NOW,
    shards: ALL_SHARDS,
    hasTime: () => true,
    postponed: (id) => void postponed.push(id),
    alarmed: () => undefined,
    commit: (changes) =>
      commitChanges(noted, changes, { at: NOW, actor, commitId: crypto.randomUUID(), salt: 'salt' }),
    ...options,
  }
  const listed = () => table.items().map((item) => trialEndDueRecord.parse(item))
  return { table, dues, job, queries, postponed, listed }
}

/** The work of a sweep that notes what it looks up and handles. */
const noting = (handle: (due: Due<CustomerId>) => Promise<boolean> = async () => true) => {
  const lookedUp: (readonly CustomerId[])[] = []
  const handled: CustomerId[] = []
  let atOnce = 0
  let mostAtOnce = 0
  return {
    lookedUp,
    handled,
    mostAtOnce: () => mostAtOnce,
    work: {
      queue: trialEndDueRecord,
      at: NOW,
      lookUp: async (ids: readonly CustomerId[]) => {
        lookedUp.push(ids)
        return ids
      },
      handle: async (due: Due<CustomerId>) => {
        handled.push(due.id)
        mostAtOnce = Math.max(mostAtOnce, (atOnce += 1))
        try {
          return await handle(due)
        } finally {
          atOnce -= 1
        }
      },
    },
  }
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort()
const ids = (dues: readonly { readonly id: string }[]): string[] => sorted(dues.map(({ id }) => id))
const shardOf = (query: Query): number => Number(query.partition.split('#').at(-1))

describe('a sweep', () => {
  it('handles each of 4,000 items once and knows that there are no more, though the index still lists all of them', async () => {
    const { dues, job, queries } = withDue(4_000)
    const { work, handled, lookedUp, mostAtOnce } = noting(() => setImmediate(true))
    expect(await sweep(job, work)).toEqual({ done: 4_000, postponed: 0, more: false })
    expect(sorted(handled)).toEqual(ids(dues))
    expect(mostAtOnce()).toBe(8)
    expect(Math.max(...lookedUp.map(({ length }) => length))).toBeLessThanOrEqual(100)
    expect(lookedUp.length).toBeLessThan(60)
    expect(queries.length).toBeLessThanOrEqual(DUE_SHARDS * (lookedUp.length + 1))
  })

  it('handles what is due and leaves what is due later', async () => {
    const { dues, job, listed } = withDue(20)
    const at = plusMillis(NOW, -5_000)
    const { work } = noting((due) => job.commit([trialEndDueRecord.finish(due)]))
    expect(await sweep(job, { ...work, at })).toEqual({ done: 15, postponed: 0, more: false })
    expect(
      listed()
        .map(({ dueAt }) => dueAt)
        .sort(),
    ).toEqual(
      dues
        .slice(0, 5)
        .map(({ dueAt }) => dueAt)
        .sort(),
    )
  })

  it('asks each shard once where nothing is due, and looks up nothing', async () => {
    const { job, queries } = withDue(0)
    const { work, lookedUp } = noting()
    expect(await sweep(job, work)).toEqual({ done: 0, postponed: 0, more: false })
    expect(queries.map(shardOf).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(queries).toHaveLength(DUE_SHARDS)
    expect(lookedUp).toEqual([])
  })

  it('works on the shards of its job alone, so that several share the work', async () => {
    const { dues, job, queries } = withDue(300)
    const [lower, upper] = [noting(), noting()]
    await sweep({ ...job, shards: { first: 0, last: 2 } }, lower.work)
    expect(new Set(queries.map(shardOf))).toEqual(new Set([0, 1, 2]))
    await sweep({ ...job, shards: { first: 3, last: 7 } }, upper.work)
    expect(sorted([...lower.handled, ...upper.handled])).toEqual(ids(dues))
    expect(lower.handled.length).toBeGreaterThan(0)
    expect(upper.handled.length).toBeGreaterThan(0)
  })

  it('starts the next item as soon as one has ended, and waits for none that takes long', async () => {
    const { job } = withDue(500)
    const others = Promise.withResolvers<boolean>()
    const { work, handled } = noting(async ({ id }) => {
      if (handled.length === 500) others.resolve(true)
      return id === handled[0] ? others.promise : true
    })
    expect(await sweep(job, work)).toEqual({ done: 500, postponed: 0, more: false })
  })

  it('handles what has been due longest first', async () => {
    const { dues, job } = withDue(50)
    const { work, handled } = noting()
    await sweep(job, work)
    expect(handled).toEqual(dues.map(({ id }) => id).toReversed())
  })

  it.each([0, 1, 150])(
    'stops when its time is up after %i items, says that there are more, and a later run does the rest',
    async (most) => {
      const { dues, job } = withDue(300)
      const { work, handled } = noting((due) => job.commit([trialEndDueRecord.finish(due)]))
      const inTime = { ...job, hasTime: () => handled.length < most }
      const { done, more } = await sweep(inTime, work)
      expect({ done: done >= most && done < most + 8, more }).toEqual({ done: true, more: true })
      expect(await sweep(job, work)).toEqual({ done: 300 - done, postponed: 0, more: false })
      expect(sorted(handled)).toEqual(ids(dues))
    },
  )

  it('puts off by ten minutes what fails, and it alone', async () => {
    const { dues, job, listed, postponed } = withDue(40)
    const failing = dues.filter((_, serial) => serial % 10 === 0)
    const { work } = noting(async (due) => {
      if (failing.some(({ id }) => id === due.id)) throw new Error('This one fails')
      return job.commit([trialEndDueRecord.finish(due)])
    })
    expect(await sweep(job, work)).toEqual({ done: 36, postponed: 4, more: false })
    expect(sorted(postponed)).toEqual(ids(failing))
    expect(listed()).toEqual(failing.map(({ id }) => ({ id, dueAt: plusMillis(NOW, 10 * 60_000) })))
  })

  it('puts off nothing that has moved since it was read', async () => {
    const { dues, job, listed } = withDue(1)
    const moved = plusMillis(NOW, 86_400_000)
    const { work } = noting(async (due) => {
      await job.commit([trialEndDueRecord.move(due, moved)])
      throw new Error('It fails after it has moved')
    })
    expect(await sweep(job, work)).toMatchObject({ done: 0, postponed: 1 })
    expect(listed()).toEqual([{ id: dues[0]?.id, dueAt: moved }])
  })

  it('puts off alone what cannot be read, at the cost of a few more look-ups', async () => {
    const { dues, job, postponed } = withDue(80)
    const unreadable = dues[33]?.id
    const { work, handled, lookedUp } = noting()
    const lookUp = async (asked: readonly CustomerId[]) => {
      const found = await work.lookUp(asked)
      if (asked.some((id) => id === unreadable)) throw new Error('One of these does not parse')
      return found
    }
    expect(await sweep(job, { ...work, lookUp })).toEqual({ done: 79, postponed: 1, more: false })
    expect(postponed).toEqual([unreadable])
    expect(handled).not.toContain(unreadable)
    expect(lookedUp.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(80)))
  })

  it('goes on behind a key in the index that it does not understand', async () => {
    const { table, job, postponed } = withDue(5)
    table.put({ pk: 'DUE#trial-end#odd', sk: 'DUE', duePk: 'DUE#trial-end#0', dueSk: '2025#odd' })
    const { work } = noting()
    expect(await sweep(job, work)).toEqual({ done: 5, postponed: 1, more: false })
    expect(postponed).toEqual(['DUE#trial-end#odd'])
  })

  it('fails where the table gives no answer, and puts off nothing for it', async () => {
    const { job, dues, listed, postponed } = withDue(5)
    const { work } = noting()
    const lookUp = () => Promise.reject(unavailable({ retryAfterSeconds: 1 }))
    await expect(sweep(job, { ...work, lookUp })).rejects.toThrow('unavailable')
    expect(ids(listed())).toEqual(ids(dues))
    expect(postponed).toEqual([])
  })

  it('fails where one cannot be put off, after all others were handled', async () => {
    const { dues, job, listed } = withDue(200)
    const failing = dues.at(-1)
    const { work } = noting(async (due) => {
      if (due.id === failing?.id) throw new Error('This one fails')
      return job.commit([trialEndDueRecord.finish(due)])
    })
    const commit: Job['commit'] = async (changes) =>
      changes.some(({ key }) => key.pk.endsWith(failing?.id ?? '?'))
        ? Promise.reject(unavailable({ retryAfterSeconds: 1 }))
        : job.commit(changes)
    await expect(sweep({ ...job, commit }, work)).rejects.toThrow('unavailable')
    expect(listed()).toEqual([failing])
  })
})
