import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { handler } from '../../functions/audit/export-audit.ts'
import { handler as addUser } from '../../functions/users/add-users.ts'
import { exportAudit } from '../../shared/audit/contract.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { personRenamed } from '../../shared/people/changes.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { logEntryRecord } from '../../shared/table/log.ts'
import { addUsers } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { cellsOf } from '../support/csv.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const Line = z.looseObject({
  at: z.string(),
  action: z.string().optional(),
  actor: z.looseObject({ role: z.string().optional(), partnerId: z.string().optional() }),
})
const linesOf = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => Line.parse(JSON.parse(line)))

const sha256 = (text: string) => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`

/** A partner admin and a super admin who have each added a user a minute ago and more. */
const managed = async () => {
  const { admin, partner, customer, superAdmin, session } = await arrange.managed()
  const { customerId, domain } = customer
  const adding = async (as: arrange.Somebody, local: string, firstName: string) => {
    await arrange.advanceClock('PT1S')
    const users = [{ email: `${local}@${domain}`, firstName, lastName: 'Srisuk' }]
    await call(addUsers, addUser, as, { customerId, users })
  }
  await adding(admin, 'malee', '=1+1')
  await adding(superAdmin, 'nok', 'Nok')
  await arrange.advanceClock('PT1S')
  const to = await arrange.now()
  await arrange.advanceClock('PT1M')
  const input = { customerId, format: 'jsonl' as const, to }
  return { as: admin, input, admin, partner, customer, superAdmin, session }
}

const ask = (as: arrange.Somebody, input: object) => call(exportAudit, handler, as, { ...input })

describeOperation(exportAudit, handler, {
  done: {
    title: 'R53 writes a partner its own entries, with a digest, and says in the log that it did',
    arrange: managed,
    then: async (answer, { admin, customer, session, input }, table) => {
      const { personId, partnerId, sessionId } = session
      const { customerId, domain } = customer
      const actor = { kind: 'person', role: 'partner-admin', personId, partnerId }
      const lines = linesOf(answer)
      expect(lines).toMatchObject([
        {
          action: 'user.added',
          actor,
          onBehalfOf: customerId,
          sessionId,
          after: { email: `malee@${domain}` },
        },
      ])
      expect(answer).not.toContain(admin.email)
      const items = await table.items()
      expect(items.filter(({ action }) => action === 'audit.exported')).toMatchObject([
        {
          pk: `LOG#${customerId}`,
          outcome: 'allowed',
          actor,
          sessionId,
          after: { format: 'jsonl', to: input.to, entries: 1 },
        },
      ])
    },
  },
  refuses: {},
})

describe('the export of a log', () => {
  useMemoryTable()

  it('R53 has a name, a type and a digest by its format, and says where the next page is only if there is one', async () => {
    const { superAdmin, input } = await managed()
    for (const [format, type] of [
      ['jsonl', 'application/jsonl'],
      ['csv', 'text/csv'],
    ]) {
      const { headers, text } = await ask(superAdmin, { ...input, format })
      expect(headers).toMatchObject({
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="audit.${format}"`,
        'content-digest': sha256(text),
      })
      expect(headers).not.toHaveProperty('link')
    }
  })

  it('R53 is the same for ever, whoever is forgotten or renamed, and however often it is asked for', async () => {
    const { superAdmin, admin, input, session } = await managed()
    const { personId } = session
    for (const as of [superAdmin, admin])
      for (const format of ['jsonl', 'csv']) {
        const first = await ask(as, { ...input, format })
        await arrange.commit(personRenamed(personId, { firstName: 'Another', lastName: 'Name' }))
        const renamed = await ask(as, { ...input, format })
        await arrange.commit(personalDetailsRecord.remove({ personId }))
        await arrange.advanceClock('PT10M')
        const forgotten = await ask(as, { ...input, format })
        await arrange.commit(personalDetailsRecord.put({ personId, email: admin.email }))
        expect([renamed.text, forgotten.text]).toEqual([first.text, first.text])
        expect(first.text.length).toBeGreaterThan(0)
      }
  })

  it('R53 tells by another digest that an entry was taken out, also one in no chain', async () => {
    const { superAdmin, input } = await managed()
    const { customerId } = input
    const at = plusMillis(input.to, -1)
    const actor = { kind: 'function', name: 'test' } as const
    await arrange.logLines(customerId, 1, () => ({ at, actor }))
    const before = await ask(superAdmin, input)
    await arrange.commit(logEntryRecord.remove({ customerId, at, entryId: 'arranged-0' }))
    const after = await ask(superAdmin, input)
    expect(after.headers['content-digest']).not.toBe(before.headers['content-digest'])
  })

  it('R53 holds all entries of a range from an instant on and before another, each once, oldest first', async () => {
    const { superAdmin, customer } = await managed()
    const { customerId } = customer
    const actor = { kind: 'function', name: 'test' } as const
    const from = await arrange.now()
    await arrange.logLines(customerId, 2_100, (place) => ({ at: plusMillis(from, place), actor }))
    const range = { customerId, format: 'jsonl', from, to: plusMillis(from, 2_050) }
    const pages: string[] = []
    let query: Record<string, string> = {}
    for (;;) {
      const { headers, text } = await ask(superAdmin, { ...range, ...query })
      pages.push(text)
      const reference = /^<(\?.*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1]
      if (!reference) break
      query = Object.fromEntries(new URLSearchParams(reference))
      expect(query).toMatchObject({ format: 'jsonl', from, to: range.to })
    }
    const sizes = pages.map((page) => linesOf(page).length)
    expect(sizes).toEqual([1_000, 1_000, 50])
    const instants = linesOf(pages.join('')).map(({ at }) => at)
    expect(instants).toEqual(Array.from({ length: 2_050 }, (_, place) => plusMillis(from, place)))
  })

  it('R53 without an end it ends when it is asked for, so that no page has the entry of another', async () => {
    const { superAdmin, customer } = await managed()
    const { customerId } = customer
    const actor = { kind: 'function', name: 'test' } as const
    const at = await arrange.now()
    await arrange.logLines(customerId, 1_000, (place) => ({ at: plusMillis(at, place), actor }))
    await arrange.advanceClock('PT1M')
    const first = await ask(superAdmin, { customerId, format: 'jsonl' })
    const query = Object.fromEntries(new URLSearchParams(/\?[^>]*/.exec(first.headers['link'] ?? '')?.[0]))
    await arrange.advanceClock('PT1M')
    const second = await ask(superAdmin, { customerId, ...query })
    expect(query).not.toHaveProperty('to')
    expect(second.text).not.toContain('audit.exported')
    expect(second.headers).not.toHaveProperty('link')
    await arrange.advanceClock('PT1S')
    const third = await ask(superAdmin, { customerId, format: 'jsonl', from: await arrange.now() })
    expect(third.text).toBe('')
  })

  it('R53 ends a page before it is too large to be answered', async () => {
    const { superAdmin, customer } = await managed()
    const { customerId } = customer
    const from = await arrange.now()
    const actor = { kind: 'function', name: 'test' } as const
    const to = plusMillis(from, 50)
    const after = { domains: 'x'.repeat(100_000) }
    await arrange.logLines(customerId, 50, (place) => ({ at: plusMillis(from, place), actor, after }))
    const { text, headers } = await ask(superAdmin, { customerId, format: 'csv', from, to })
    expect(text.length).toBeLessThan(3_000_000)
    expect(headers).toHaveProperty('link')
  })

  it('R53 writes CSV of which no cell runs as a formula', async () => {
    const { superAdmin, input } = await managed()
    const { text } = await ask(superAdmin, { ...input, format: 'csv' })
    const [heading = [], ...rows] = cellsOf(text.slice(1))
    expect(heading.slice(0, 9)).toEqual([
      ...['entryId', 'at', 'outcome', 'action', 'operation', 'code', 'actorKind', 'actor', 'role'],
    ])
    const at = Object.fromEntries(heading.map((name, place) => [name, place]))
    const added = rows.filter((row) => row[at['action'] ?? 0] === 'user.added')
    expect(JSON.parse(added.at(-2)?.[at['after'] ?? 0] ?? '')).toMatchObject({ firstName: '=1+1' })
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/)
  })

  it('R53 holds nothing of another partner and of another organisation', async () => {
    const { admin, partner, customer, input } = await managed()
    const other = await managed()
    const { personId, partnerId } = other.session
    await arrange.deedBy(customer, { kind: 'person', personId, role: 'partner-admin', partnerId })
    const { text, headers } = await ask(admin, { customerId: input.customerId, format: 'jsonl' })
    const actors = linesOf(text).map(({ actor }) => actor.partnerId)
    expect(new Set(actors)).toEqual(new Set([partner.partnerId]))
    for (const foreign of [personId, partnerId, other.customer.customerId, other.customer.domain])
      expect(text).not.toContain(foreign)
    expect(headers).not.toHaveProperty('link')
    const theirs = await ask(other.admin, input)
    expect(theirs.status).toBe(404)
  })
})
