import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMillis, Instant, plusMillis } from '../../shared/kernel/time.ts'
import { firstBrokenLink, nextAuditEntry, type AuditEntry } from '../../shared/table/audit.ts'

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

const whole = chainOf([0, 10, 20, 30, 40])

describe('an audit chain', () => {
  it('is dense, and its instants never run backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 12 }), (offsets) => {
        const chain = chainOf(offsets)
        expect(chain.map(({ seq }) => seq)).toEqual(offsets.map((_, index) => index + 1))
        expect(chain.map(({ at }) => at)).toEqual(chain.map(({ at }) => at).sort())
        expect(firstBrokenLink(chain)).toBeUndefined()
      }),
    )
  })

  it('is whole when it is empty', () => {
    expect(firstBrokenLink([])).toBeUndefined()
  })

  it.each<[string, (chain: readonly AuditEntry[]) => AuditEntry[], number]>([
    [
      'an action was rewritten',
      (chain) => chain.map((entry) => (entry.seq === 3 ? { ...entry, action: 'thing.denied' } : entry)),
      3,
    ],
    [
      'a detail was rewritten',
      (chain) => chain.map((entry) => (entry.seq === 2 ? { ...entry, details: { offset: 11 } } : entry)),
      2,
    ],
    [
      'an actor was replaced',
      (chain) =>
        chain.map((entry) => (entry.seq === 5 ? { ...entry, actor: { ...actor, name: 'other' } } : entry)),
      5,
    ],
    [
      'an instant was moved',
      (chain) => chain.map((entry) => (entry.seq === 1 ? { ...entry, at: fromMillis(0) } : entry)),
      1,
    ],
    ['an entry is missing', (chain) => chain.filter(({ seq }) => seq !== 3), 3],
    ['the first is missing', (chain) => chain.slice(1), 1],
    [
      'two changed places',
      ([one, two, three, ...rest]) => [one, three, two, ...rest].flatMap((entry) => entry ?? []),
      2,
    ],
    ['one stands twice', ([one, ...rest]) => [one, one, ...rest].flatMap((entry) => entry ?? []), 2],
  ])('is broken where %s', (_what, tamper, seq) => {
    expect(firstBrokenLink(tamper(whole))).toBe(seq)
  })

  it('is broken after an entry that was written again with its own hash', () => {
    const [first, second, ...rest] = whole
    if (!first || !second) throw new Error('The chain is too short')
    const previous = { version: first.seq, auditHash: first.hash, auditAt: first.at }
    const forged = nextAuditEntry(subject, previous, { action: 'thing.forged' }, second.at, actor)
    expect(firstBrokenLink([first, forged, ...rest])).toBe(3)
  })
})
