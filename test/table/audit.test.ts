import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant, plusMillis } from '../../shared/kernel/time.ts'
import { auditEntryRecord, hashOf, nextAuditEntry, type AuditEntry } from '../../shared/table/audit.ts'
import { faultsOf } from '../../shared/table/audit-verification.ts'

const AT = Instant.parse('2026-03-01T09:30:00.000Z')
const subject = 'CUSTOMER#cus_1'
const actor = { kind: 'function', name: 'test' } as const

const chainOf = (offsets: readonly number[]): AuditEntry[] => {
  const chain: AuditEntry[] = []
  for (const offset of offsets) {
    const last = chain.at(-1)
    const previous = last && { version: last.seq, auditHash: last.hash, auditAt: last.at }
    chain.push(
      nextAuditEntry(
        subject,
        previous,
        { action: 'thing.changed', details: { offset } },
        plusMillis(AT, offset),
        actor,
      ),
    )
  }
  return chain
}

/** What is wrong with a chain whose entity stands at the last of these entries. */
const faultsIn = (chain: readonly AuditEntry[]) => {
  const entries = chain.map((entry) => ({ ...entry, ...auditEntryRecord.key(entry) }))
  const { seq, hash, at } = chain.at(-1) ?? { seq: 1, hash: '', at: AT }
  const head = { pk: subject, sk: 'CUSTOMER', version: seq, auditHash: hash, auditAt: at }
  return faultsOf({ subject, head, entries, lines: [], first: 1, isEnd: true })
}

/** The entry with another content and the hash of that, as somebody would forge it. */
const forged = (entry: AuditEntry, change: Partial<AuditEntry>): AuditEntry => {
  const { hash: _former, ...unhashed } = { ...entry, ...change }
  return { ...unhashed, hash: hashOf(unhashed) }
}

describe('an audit chain', () => {
  it('is dense, and its instants never run backwards', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 }),
        (offsets) => {
          const chain = chainOf(offsets)
          expect(chain.map(({ seq }) => seq)).toEqual(offsets.map((_, index) => index + 1))
          expect(chain.map(({ at }) => at)).toEqual(chain.map(({ at }) => at).sort())
          expect(faultsIn(chain)).toEqual([])
        },
      ),
    )
  })

  it('is cut off where it has no entry', () => {
    expect(faultsIn([])).toEqual([{ kind: 'cut-off', seq: 1 }])
  })

  it('is altered where an entry was written again with its own hash', () => {
    const [first, second, third] = chainOf([0, 10, 20])
    if (!first || !second || !third) throw new Error('The chain is too short')
    const change = { action: 'thing.forged' }
    expect(faultsIn([forged(first, change), second, third])).toEqual([{ kind: 'altered', seq: 1 }])
    expect(faultsIn([first, forged(second, change), third])).toEqual([{ kind: 'altered', seq: 2 }])
  })

  it('is altered where a whole chain was written again and its time runs backwards, or it does not begin', () => {
    const [first, second] = chainOf([10, 20])
    if (!first || !second) throw new Error('The chain is too short')
    const earlier = forged(second, { at: plusMillis(AT, 5) })
    expect(faultsIn([first, earlier])).toEqual([{ kind: 'altered', seq: 2 }])
    const follower = forged(first, { prevHash: 'of something before' })
    expect(faultsIn([follower])).toEqual([{ kind: 'altered', seq: 1 }])
  })
})
