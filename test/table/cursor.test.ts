import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCursor, sealCursor } from '../../shared/table/cursor.ts'

const KEY = 'the key of this test'
const SCOPE = '["listPartners","somebody@example.com",{}]'
const NOW = 1_780_000_000_000
const DAY = 86_400_000
const position = { pk: 'PARTNER#ptr_1', sk: 'ROW#cus_1' }
const cursor = sealCursor(KEY, SCOPE, position, NOW)

describe('a cursor', () => {
  it('gives back any position, for a day', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z#]{1,12}$/), fc.string()), (any) => {
        const sealed = sealCursor(KEY, SCOPE, any, NOW)
        expect(openCursor(KEY, SCOPE, sealed, NOW + DAY)).toEqual({ ...any })
      }),
    )
  })

  it('fits into a query as it is', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor)
  })

  it('is refused when any of its characters is altered', () => {
    for (let index = 0; index < cursor.length; index += 1) {
      const altered = `${cursor.slice(0, index)}${cursor[index] === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`
      const opened = (): unknown => openCursor(KEY, SCOPE, altered, NOW)
      // The last character of a base64url text has spare bits: it may read the same.
      if (index < cursor.length - 1) expect(opened).toThrow('cursor-invalid')
    }
  })

  it.each(['', '.', 'x', 'x.y', cursor.slice(0, -5), cursor.split('.')[0] ?? '', `.${cursor.split('.')[1]}`])(
    'is not %j',
    (text) => {
      expect(() => openCursor(KEY, SCOPE, text, NOW)).toThrow('cursor-invalid')
    },
  )

  it('is not any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => openCursor(KEY, SCOPE, text, NOW)).toThrow('cursor-invalid')
      }),
    )
  })

  it('is refused with another caller, query or operation, under another key, and after a day', () => {
    expect(() => openCursor(KEY, SCOPE.replace('somebody', 'other'), cursor, NOW)).toThrow('cursor-invalid')
    expect(() => openCursor('another key', SCOPE, cursor, NOW)).toThrow('cursor-invalid')
    expect(() => openCursor(KEY, SCOPE, cursor, NOW + DAY + 1)).toThrow('cursor-invalid')
  })

  it('cannot move a part of its scope into its payload', () => {
    const [payload = '', tag = ''] = cursor.split('.')
    expect(() => openCursor(KEY, `${SCOPE}\0${payload}`, `.${tag}`, NOW)).toThrow('cursor-invalid')
  })
})
