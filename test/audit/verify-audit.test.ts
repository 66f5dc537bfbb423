import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { handler } from '../../functions/audit/verify-audit.ts'
import { handler as deleteOne } from '../../functions/users/delete-user.ts'
import { world } from '../../functions/outside/world.ts'
import { verifyAudit } from '../../shared/audit/contract.ts'
import { chainsOf } from '../../shared/audit/records.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { settingChanged } from '../../shared/settings/changes.ts'
import { auditEntryRecord, nextAuditEntry } from '../../shared/table/audit.ts'
import { kinds, type KindTraits } from '../../shared/table/kinds.ts'
import { LogEntry, logEntryRecord } from '../../shared/table/log.ts'
import { keyText } from '../../shared/table/reader.ts'
import type { Key, StoredItem } from '../../shared/table/table.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import { askRecovery } from '../administrators/recovering.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const Verification = z.object({
  chains: z.int(),
  broken: z.array(
    z.object({
      subject: z.object({ kind: z.string(), id: z.string() }),
      seq: z.int().optional(),
      kind: z.string(),
    }),
  ),
  nextCursor: z.string().optional(),
})
type Verification = z.infer<typeof Verification>

/** An organisation with a chain of each kind: of a user one that is changed twice, and of one who is deleted. */
const managed = async () => {
  const { admin, customer, superAdmin, session } = await arrange.managed()
  const { customerId } = customer
  const user = await arrange.user(customer)
  await arrange.setUser(user, (one) => ({ ...one, firstName: 'Nok' }))
  await arrange.setUser(user, (one) => ({ ...one, lastName: 'Dee' }))
  const gone = await arrange.user(customer)
  await call(deleteUser, deleteOne, superAdmin, { customerId, userId: gone.userId })
  await call(deleteUser, deleteOne, admin, { customerId, userId: user.userId })
  await arrange.mailPolicy(customer)
  await arrange.group(customer)
  await arrange.referral(customerId)
  await arrange.commit(...settingChanged(undefined, customerId, { tfaRequired: true }).changes)
  const named = { firstName: 'Somchai', lastName: '', email: arrange.somebody('named').email }
  await askRecovery(await arrange.staff('support'), { input: { customerId, ...named } })
  return { as: superAdmin, input: { customerId }, user, customer, session }
}

const verify = async (as: arrange.Somebody, input: object): Promise<Verification> => {
  const pages: Verification[] = []
  let cursor: string | undefined
  do {
    const { body } = await call(verifyAudit, handler, as, { ...input, cursor })
    const page = Verification.parse(body)
    pages.push(page)
    cursor = page.nextCursor
  } while (cursor)
  return {
    chains: pages.reduce((sum, { chains }) => sum + chains, 0),
    broken: pages.flatMap(({ broken }) => broken),
  }
}

describeOperation(verifyAudit, handler, {
  done: {
    title: 'R53 finds nothing in a log that nobody touched',
    arrange: managed,
    then: (answer) => {
      // The customer, its access, a session, three users, and one of each other kind.
      expect(answer).toEqual({ chains: 11, broken: [] })
    },
  },
  refuses: {},
})

describe('the verification of a log', () => {
  const table = useMemoryTable()
  const item = ({ pk, sk }: Key): StoredItem => {
    const found = table.items().find((one) => keyText(one) === keyText({ pk, sk }))
    if (!found) throw new Error(`There is no ${pk} ${sk}`)
    return found
  }
  const put = (...items: StoredItem[]) =>
    world.table.commit(
      items.map((one) => ({ verb: 'put', item: one })),
      'by hand',
    )
  const remove = (key: Key) =>
    world.table.commit([{ verb: 'delete', key: { pk: key.pk, sk: key.sk } }], 'by hand')
  const entryOf = (subject: string, seq: number) => item(auditEntryRecord.key({ subject, seq }))
  const lineOf = (subject: string, seq: number): StoredItem => {
    const found = table
      .items()
      .find((one) => one.pk.startsWith('LOG#') && one['subject'] === subject && one['seq'] === seq)
    if (!found) throw new Error(`There is no line of ${subject} ${seq}`)
    return found
  }

  /** Puts each of some tampered states in place, looks, and takes it back. */
  const expectFound = async (
    { as, input }: { as: arrange.Somebody; input: object },
    tampered: readonly StoredItem[],
    fault: object,
  ): Promise<void> => {
    const before = tampered.flatMap(
      (one) => table.items().find((other) => keyText(other) === keyText(one)) ?? [],
    )
    await put(...tampered)
    const { broken } = await verify(as, input)
    expect({ tampered, broken }).toEqual({
      tampered,
      broken: expect.arrayContaining([expect.objectContaining(fault)]),
    })
    for (const one of tampered) await remove(one)
    if (before.length > 0) await put(...before)
  }
  const other = (value: unknown): unknown => {
    if (typeof value === 'string') return `${value}x`
    if (typeof value === 'number') return value + 1
    return { ...Object(value), other: 'member' }
  }
  const setUp = async () => {
    const asking = await managed()
    const { userId } = asking.user
    return { ...asking, subject: `USER#${userId}`, shown: { kind: 'user', id: userId } }
  }

  it('R53 finds each change of a single field of an entry and of a line', async () => {
    const asking = await setUp()
    const { subject, shown } = asking
    for (const seq of [1, 2, 3])
      for (const [stored, fields] of [
        [entryOf(subject, seq), Object.keys(entryOf(subject, seq))],
        [lineOf(subject, seq), Object.keys(LogEntry.shape)],
      ] as const)
        for (const field of fields.filter((name) => !['pk', 'sk', 'commitId'].includes(name))) {
          const fault = { subject: shown, seq, kind: 'altered' }
          await expectFound(asking, [{ ...stored, [field]: other(stored[field]) }], fault)
          if (stored[field] === undefined) continue
          const { [field]: _gone, ...rest } = stored
          await expectFound(asking, [{ ...rest, pk: stored.pk, sk: stored.sk }], fault)
        }
    expect(await verify(asking.as, asking.input)).toMatchObject({ broken: [] })
  })

  it('R53 finds an entity that is not at the end of its chain', async () => {
    const asking = await setUp()
    const { subject, shown, user, input } = asking
    const head = item({ pk: `USERS#${input.customerId}`, sk: subject })
    const changed = (change: object) => [{ ...head, ...change }]
    expect(user.version).toBe(1)
    await expectFound(asking, changed({ version: 4 }), { subject: shown, seq: 4, kind: 'cut-off' })
    await expectFound(asking, changed({ version: 2 }), { subject: shown, seq: 3, kind: 'orphaned' })
    await expectFound(asking, changed({ version: 'none' }), { subject: shown, kind: 'altered' })
    for (const field of ['auditHash', 'auditAt'])
      await expectFound(asking, changed({ [field]: other(head[field]) }), { subject: shown, kind: 'altered' })
  })

  it('R53 finds each removal of an entry, a line and an entity', async () => {
    const asking = await setUp()
    const { as, input, subject, shown } = asking
    const gone = async (key: StoredItem, fault: object) => {
      await remove(key)
      const { broken } = await verify(as, input)
      expect({ key, broken }).toEqual({ key, broken: expect.arrayContaining([{ subject: shown, ...fault }]) })
      await put(key)
    }
    await gone(entryOf(subject, 1), { seq: 1, kind: 'missing' })
    await gone(entryOf(subject, 2), { seq: 2, kind: 'missing' })
    await gone(entryOf(subject, 3), { seq: 3, kind: 'cut-off' })
    for (const seq of [1, 2, 3]) {
      await gone(lineOf(subject, seq), { seq, kind: 'missing' })
      await gone(item({ pk: `USERS#${input.customerId}`, sk: subject }), { seq, kind: 'orphaned' })
    }
    // The line of an entry that is gone is left behind.
    await gone(entryOf(subject, 2), { seq: 2, kind: 'orphaned' })
  })

  it('R53 finds what changed places, what was written anew with its own hash, and what was added', async () => {
    const asking = await setUp()
    const { input, subject, shown, as, session } = asking
    const [first, second, third] = [1, 2, 3].map((seq) => entryOf(subject, seq))
    const [line, otherLine] = [lineOf(subject, 1), lineOf(subject, 2)]
    if (!first || !second || !third) throw new Error('The chain is too short')
    const at = (content: StoredItem, place: Key): StoredItem => ({ ...content, pk: place.pk, sk: place.sk })
    const altered = { subject: shown, kind: 'altered' }
    await expectFound(asking, [at(second, third), at(third, second)], { ...altered, seq: 2 })
    await expectFound(asking, [at(second, third), at(third, second)], { ...altered, seq: 3 })
    await expectFound(asking, [at(otherLine, line), at(line, otherLine)], { ...altered, seq: 1 })

    const parsed = auditEntryRecord.parse(first)
    const previous = { version: 1, auditHash: parsed.hash, auditAt: parsed.at }
    const event = { action: 'user.forged' } as const
    const forged = nextAuditEntry(subject, previous, event, parsed.at, { kind: 'function', name: 'test' })
    await expectFound(asking, [at({ ...forged, pk: '', sk: '' }, second)], { ...altered, seq: 2 })
    const added = nextAuditEntry(
      subject,
      {
        version: 3,
        auditHash: auditEntryRecord.parse(third).hash,
        auditAt: auditEntryRecord.parse(third).at,
      },
      event,
      parsed.at,
      parsed.actor,
    )
    const key = auditEntryRecord.key(added)
    await expectFound(asking, [{ ...added, ...key }], { subject: shown, seq: 4, kind: 'orphaned' })
    await expectFound(asking, [{ ...added, pk: key.pk, sk: 'no place' }], {
      subject: shown,
      kind: 'orphaned',
    })

    const { customerId } = input
    const planted = (change: object): StoredItem => {
      const made = { ...LogEntry.parse(line), ...change }
      return { ...made, ...logEntryRecord.key(made) }
    }
    const { subject: _chain, seq: _place, ...deed } = LogEntry.parse(line)
    const chainless = logEntryRecord.key({ ...deed, entryId: 'forged' })
    await expectFound(asking, [{ ...deed, ...chainless, entryId: 'forged', action: 'user.deleted' }], {
      subject: { kind: 'log', id: chainless.sk },
      kind: 'orphaned',
    })
    const orphan = { subject: shown, seq: 1, kind: 'orphaned' }
    await expectFound(asking, [planted({ entryId: 'planted' })], orphan)
    await expectFound(asking, [planted({ entryId: 'planted', seq: 9 })], { ...orphan, seq: 9 })
    const nobody = { subject: 'USER#nobody', seq: 1, entryId: 'planted' }
    await expectFound(asking, [planted(nobody)], { ...orphan, subject: { kind: 'user', id: 'nobody' } })
    const elsewhere = await arrange.managed()
    const foreign = lineOf(`CUSTOMER#${elsewhere.customer.customerId}`, 1)
    await expectFound(asking, [{ ...foreign, pk: `LOG#${customerId}` }], {
      subject: { kind: 'customer', id: elsewhere.customer.customerId },
      kind: 'orphaned',
    })
    const unreadable = { pk: `LOG#${customerId}`, sk: 'unreadable' }
    await expectFound(asking, [unreadable], { subject: { kind: 'log', id: 'unreadable' }, kind: 'altered' })
    const ofSession = { subject: `SESSION#${customerId}#${session.personId}x`, entryId: 'planted' }
    await expectFound(asking, [planted(ofSession)], {
      kind: 'orphaned',
      subject: { kind: 'session', id: `${session.personId}x` },
    })
    expect(await verify(as, input)).toMatchObject({ broken: [] })
  })

  it('R53 goes on from page to page, also within a chain, and finds what is wrong on each', async () => {
    const { as, input, customer } = await managed()
    for (let count = 0; count < 520; count += 1)
      await arrange.deedBy(customer, { kind: 'function', name: 'test' })
    const subject = `CUSTOMER#${customer.customerId}`
    const first = Verification.parse((await call(verifyAudit, handler, as, input)).body)
    expect(first).toEqual({ chains: 0, broken: [], nextCursor: expect.any(String) })
    expect(await verify(as, input)).toEqual({ chains: 11, broken: [] })
    const seqs = [1, 49, 50, 51, 99, 100, 510, 511, 520, 521]
    for (const seq of seqs) await put({ ...entryOf(subject, seq), action: 'customer.forged' })
    const { broken } = await verify(as, input)
    expect(broken.map(({ seq }) => seq)).toEqual(seqs)
    const elsewhere = await arrange.managed()
    const foreign = { customerId: elsewhere.customer.customerId, cursor: first.nextCursor }
    expect((await call(verifyAudit, handler, elsewhere.superAdmin, foreign)).status).toBe(400)
  })

  it('R53 is not for the partner, to whom it answers as if there were no organisation', async () => {
    const { admin, customer } = await arrange.managed()
    const { customerId } = customer
    expect(await call(verifyAudit, handler, admin, { customerId })).toMatchObject({ status: 404 })
  })

  it('R53 knows the chains of every kind that is in the log', () => {
    const logged = Object.entries<KindTraits>(kinds).flatMap(([kind, { isLogged }]) =>
      isLogged ? [kind] : [],
    )
    const { reads, lists } = verifyAudit.declaration
    const known = chainsOf(CustomerId.parse(`cus_${'0'.repeat(26)}`)).map(({ kind }) => kind)
    expect(known.toSorted()).toEqual(logged.toSorted())
    expect(lists.toSorted()).toEqual([...known, 'auditEntry', 'logEntry'].toSorted())
    expect(reads.length).toBeGreaterThan(0)
  })
})
