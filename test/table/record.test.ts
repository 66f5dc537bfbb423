import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Instant } from '../../shared/kernel/time.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { entity, type Change } from '../../shared/table/record.ts'
import type { Attributes } from '../../shared/table/table.ts'
import { memoryTable } from '../support/table/memory-table.ts'

const Older = z.object({
  id: z.string(),
  name: z.string(),
  note: z.string().optional(),
  strict: z.strictObject({ name: z.string(), deep: z.object({ count: z.int() }).optional() }).optional(),
  labels: z.record(z.string(), z.string()),
  list: z.array(z.strictObject({ name: z.string() })).optional(),
  state: z.discriminatedUnion('status', [
    z.object({ status: z.literal('open') }),
    z.strictObject({ status: z.literal('closed'), by: z.string() }),
  ]),
})
type Older = z.infer<typeof Older>

const shape = {
  kind: 'customer',
  key: ({ id }: { id: string }) => ({ pk: `CUSTOMER#${id}`, sk: 'CUSTOMER' }),
} as const

/** The entity as older code knows it; its kind is borrowed, because every kind of the table is declared. */
const older = entity({
  ...shape,
  schema: Older,
  index: ({ name }) => (name === 'listed' ? { listingPk: 'NAMES', listingSk: name } : {}),
})
/** The same entity as newer code knows it. */
const newer = entity({ ...shape, schema: z.looseObject({ id: z.string() }) })

const event = { action: 'customer.changed' } as const
const plain: Older = { id: 'c', name: 'plain', labels: {}, state: { status: 'open' } }

describe('an entity that newer code wrote', () => {
  let table = memoryTable()
  beforeEach(() => {
    table = memoryTable()
  })
  const commit = (change: Change) =>
    commitChanges(table, [change], {
      at: Instant.parse('2026-03-01T09:00:00.000Z'),
      actor: { kind: 'function', name: 'test' },
      commitId: crypto.randomUUID(),
      salt: 'salt',
    })
  const item = () => {
    const found = table.items().find(({ sk }) => sk === 'CUSTOMER')
    if (!found) throw new Error('The entity is missing')
    return found
  }
  /** What older code reads, after newer code wrote these members. */
  const read = async (members: Attributes) => {
    await commit(newer.create({ ...plain, ...members }, event))
    return older.parse(item())
  }
  /** What stands in the table, after older code replaced what newer code wrote. */
  const replaced = async (members: Attributes, change: (previous: Older) => Older): Promise<Attributes> => {
    const previous = await read(members)
    expect(await commit(older.replace(previous, change(previous), event))).toBe(true)
    const { pk, sk, commitId, version, auditHash, auditAt, ...attributes } = item()
    expect(version).toBe(2)
    return attributes
  }

  it('is read by older code without what it does not know, in strict objects too', async () => {
    const strict = { name: 'strict', unknown: 1, deep: { count: 1, unknown: 1 } }
    const list = [{ name: 'one' }, { name: 'two', unknown: 1 }]
    const found = await read({ unknown: 1, strict, list, state: { status: 'closed', by: 'me', unknown: 1 } })
    const { version, auditHash, auditAt } = item()
    const known = {
      ...plain,
      strict: { name: 'strict', deep: { count: 1 } },
      list: [{ name: 'one' }, { name: 'two' }],
      state: { status: 'closed', by: 'me' },
    }
    expect(found).toStrictEqual({ ...known, version, auditHash, auditAt })
    expect(JSON.stringify({ ...found })).not.toContain('unknown')
  })

  it('keeps what older code does not know when that replaces it, at every depth', async () => {
    const members = {
      unknown: { some: [1] },
      strict: { name: 'strict', unknown: 1, deep: { count: 1, unknown: null } },
      state: { status: 'closed', by: 'me', unknown: 1 },
    }
    const change = (previous: Older): Older => ({
      ...previous,
      name: 'changed',
      strict: { name: 'new', deep: { count: 2 } },
    })
    expect(await replaced(members, change)).toEqual({
      ...plain,
      ...members,
      name: 'changed',
      strict: { name: 'new', unknown: 1, deep: { count: 2, unknown: null } },
    })
    const audited = table.items().filter(({ pk }) => pk.startsWith('AUDIT#'))
    expect(audited).toHaveLength(2)
    expect(JSON.stringify(audited)).not.toContain('unknown')
  })

  it('keeps it through one change after another', async () => {
    await replaced({ unknown: 1 }, (previous) => ({ ...previous, name: 'second' }))
    const second = older.parse(item())
    await commit(older.replace(second, { ...second, name: 'third' }, event))
    expect(item()).toMatchObject({ name: 'third', unknown: 1, version: 3 })
  })

  it.each<[string, Attributes, (previous: Older) => Older, Attributes]>([
    [
      'members of an object that is dropped',
      { strict: { name: 'strict', unknown: 1 } },
      ({ strict, ...previous }) => previous,
      plain,
    ],
    [
      'members of an object in a dropped object',
      { strict: { name: 'strict', deep: { count: 1, unknown: 1 } } },
      (previous) => ({ ...previous, strict: { name: 'strict' } }),
      { ...plain, strict: { name: 'strict' } },
    ],
    [
      'members of objects in lists',
      { list: [{ name: 'one', unknown: 1 }] },
      (previous) => previous,
      { ...plain, list: [{ name: 'one' }] },
    ],
    ['a known member that is dropped', { note: 'n' }, ({ note, ...previous }) => previous, plain],
    [
      'a known label that is dropped',
      { labels: { a: 'b' } },
      (previous) => ({ ...previous, labels: {} }),
      plain,
    ],
    [
      'places in an index that the entity leaves',
      { name: 'listed', listingPk: 'NAMES', listingSk: 'listed' },
      (previous) => ({ ...previous, name: 'unlisted' }),
      { ...plain, name: 'unlisted' },
    ],
  ])('does not keep %s', async (_what, members, change, expected) => {
    expect(await replaced(members, change)).toEqual(expected)
  })

  it('keeps no member that the next version has itself', async () => {
    const closing = (previous: Older): Older => ({ ...previous, state: { status: 'closed', by: 'older' } })
    const left = await replaced({ state: { status: 'open', by: 'newer', unknown: 1 } }, closing)
    expect(left['state']).toEqual({ status: 'closed', by: 'older', unknown: 1 })
  })

  it('is replaced only by the very object that was read, which alone tells what else was stored', async () => {
    const previous = await read({})
    expect(() => older.replace({ ...previous }, plain, event)).toThrow('not the one that was read')
  })

  it('is a defect where a member that is known does not parse', async () => {
    await expect(read({ unknown: 1, strict: { name: 2, unknown: 1 } })).rejects.toThrow(z.ZodError)
  })
})
