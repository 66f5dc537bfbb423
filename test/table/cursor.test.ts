import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NONCE_BYTES, openCursor, sealCursor } from '../../shared/table/cursor.ts'
import type { Position } from '../../shared/table/table.ts'

const KEY = 'the key of this test'
const SCOPE = '["listPartners","per_1","ptr_1",{}]'
const NOW = 1_780_000_000_000
const DAY = 86_400_000
const TAG_BYTES = 16
const position = { pk: 'PARTNER#ptr_1', sk: 'ROW#cus_1' }
const sealed = (any: Position = position, scope = SCOPE) =>
  sealCursor(KEY, scope, any, { nowMs: NOW, nonce: randomBytes(NONCE_BYTES) })
const cursor = sealed()
const bytes = Buffer.from(cursor, 'base64url')

describe('a cursor', () => {
  it('gives back any position, for a day', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z#]{1,12}$/), fc.string()), (any) => {
        expect(openCursor(KEY, SCOPE, sealed(any), NOW + DAY)).toEqual({ ...any })
      }),
    )
  })

  it('fits into a query as it is', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor)
  })

  it('is opaque: nothing of its position, expiry, scope or key can be read in it, and two of one position differ', () => {
    const readings = [
      cursor,
      ...(['utf8', 'latin1', 'utf16le', 'hex'] as const).map((as) => bytes.toString(as)),
    ]
    for (const reading of readings)
      expect(reading).not.toMatch(/PARTNER|ROW#|cus_1|ptr_1|per_1|position|expires|17800|listPartners|key/)
    const other = Buffer.from(sealed(), 'base64url')
    expect(other).toHaveLength(bytes.length)
    expect(other.subarray(NONCE_BYTES, -TAG_BYTES)).not.toEqual(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
  })

  it('is refused when any of its bits is altered, or a part of it left out', () => {
    const refused = (altered: Buffer) =>
      expect(() => openCursor(KEY, SCOPE, altered.toString('base64url'), NOW)).toThrow('cursor-invalid')
    for (let bit = 0; bit < bytes.length * 8; bit += 1)
      refused(Buffer.from(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))))
    for (let length = 0; length < bytes.length; length += 1) refused(bytes.subarray(0, length))
    for (let at = 1; at < bytes.length; at += 1) refused(bytes.subarray(at))
  })

  it.each([
    '',
    '.',
    'x',
    'x.y',
    `${cursor}=`,
    `${cursor}A`,
    ` ${cursor}`,
    cursor.slice(0, -1),
    `${cursor}\n`,
  ])('is not %j', (text) => {
    expect(() => openCursor(KEY, SCOPE, text, NOW)).toThrow('cursor-invalid')
  })

  it('is not any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => openCursor(KEY, SCOPE, text, NOW)).toThrow('cursor-invalid')
      }),
    )
  })

  it('is refused with another caller, query or operation, under another key, and after a day', () => {
    for (const scope of [SCOPE.replace('per_1', 'per_2'), SCOPE.replace('ptr_1', 'ptr_2'), '', `${SCOPE} `])
      expect(() => openCursor(KEY, scope, cursor, NOW)).toThrow('cursor-invalid')
    expect(() => openCursor('another key', SCOPE, cursor, NOW)).toThrow('cursor-invalid')
    expect(() => openCursor(KEY, SCOPE, cursor, NOW + DAY + 1)).toThrow('cursor-invalid')
  })
})
