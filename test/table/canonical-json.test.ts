import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../shared/table/canonical-json.ts'

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  )
}

describe('canonical JSON', () => {
  it('is one text whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('tells different values apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = JSON.stringify(shuffled(one)) === JSON.stringify(shuffled(other))
        if (same) expect(canonicalJson(one)).toBe(canonicalJson(other))
        if (canonicalJson(one) === canonicalJson(other))
          expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)))
      }),
    )
  })

  it('leaves out what is undefined, and keeps null and the order of lists', () => {
    expect(canonicalJson({ b: undefined, a: null, c: [2, 1] })).toBe('{"a":null,"c":[2,1]}')
  })
})
