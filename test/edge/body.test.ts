import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../functions/edge/body.ts'
import type { Method } from '../../shared/declaration/method.ts'
import { event, refusal } from './event.ts'

const JSON_BODY = '{"note":"สวัสดี"}'
const NOTE = { note: 'สวัสดี' }

describe('the media type of a body', () => {
  const typed = (contentType: string | undefined, method: Method = 'POST', body = JSON_BODY) =>
    bodyOf(event({ body, headers: contentType === undefined ? {} : { 'content-type': contentType } }), method)

  it.each([
    undefined,
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json ; charset="utf-8"',
    'application/json;charset=utf8',
    'application/json; profile="https://example.com/x"',
  ])('is JSON in UTF-8: %s', (contentType) => {
    expect(typed(contentType)).toEqual(NOTE)
  })

  it.each([
    '',
    'json',
    'text/plain',
    'text/plain;charset=UTF-8',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/xml',
    'application/jsonp',
    'application/json5',
    'application/json-seq',
    'application/problem+json',
    'application/vnd.api+json',
    'application/merge-patch+json',
    'application/*',
    '*/*',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
  ])('is unsupported as %s', (contentType) => {
    expect(refusal(() => typed(contentType))).toMatchObject({ code: 'unsupported-media-type' })
    expect(refusal(() => typed(contentType, 'PUT'))).toMatchObject({ code: 'unsupported-media-type' })
  })

  it('may be a merge patch with PATCH', () => {
    expect(typed('application/merge-patch+json', 'PATCH')).toEqual(NOTE)
    expect(typed('application/json', 'PATCH')).toEqual(NOTE)
    expect(refusal(() => typed('application/json-patch+json', 'PATCH'))).toMatchObject({
      code: 'unsupported-media-type',
    })
  })

  it('is given once', () => {
    for (const contentType of ['application/json,application/json', 'application/json; a=b,text/plain'])
      expect(refusal(() => typed(contentType))).toMatchObject({ code: 'invalid-input' })
  })

  it('is unsupported with two charsets, even if one of them is UTF-8', () => {
    const contentType = 'application/json; charset=utf-8; charset=latin1'
    expect(refusal(() => typed(contentType))).toMatchObject({ code: 'unsupported-media-type' })
  })

  it('means nothing where there is no body', () => {
    expect(typed('text/plain', 'POST', '')).toEqual({})
  })

  it.each(['gzip', 'br', 'identity, gzip', 'x'])(
    'is unsupported with the content encoding %s',
    (encoding) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
      expect(refusal(() => bodyOf(event({ body: JSON_BODY, headers }), 'POST')).code).toBe(
        encoding.includes(',') ? 'invalid-input' : 'unsupported-media-type',
      )
    },
  )
})

describe('the bytes of a body', () => {
  const sent = (bytes: Buffer | readonly number[]) =>
    bodyOf(event({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true }), 'POST')
  const withBytes = (...bytes: number[]) => [...Buffer.from('{"note":"'), ...bytes, ...Buffer.from('"}')]

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a byte that UTF-8 never has', [0xff]],
    ['an unfinished sequence', [0xe0, 0xb8]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half a character in CESU-8', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9]],
    ['Thai in TIS-620', [0xca, 0xc7]],
    ['U+FFFD', [0xef, 0xbf, 0xbd]],
  ])('are no UTF-8 with %s, in base64 or as the gateway writes it', (_what, bytes) => {
    expect(refusal(() => sent(withBytes(...bytes)))).toMatchObject({ code: 'malformed-body' })
    const body = Buffer.from(withBytes(...bytes)).toString('utf8')
    expect(refusal(() => bodyOf(event({ body }), 'POST'))).toMatchObject({ code: 'malformed-body' })
  })

  it.each([
    ['a member twice', '{"domain":"one.com","domain":"two.com"}'],
    ['a member twice, once escaped', '{"domain":"one.com","\\u0064omain":"two.com"}'],
    ["a member of a list's object twice", '{"a":[{"b":1},{"b":1,"c":{},"b":2}]}'],
    ['the same value twice', '{"a":1,"a":1}'],
  ])('are refused with %s', (_what, json) => {
    expect(refusal(() => sent(Buffer.from(json)))).toMatchObject({ code: 'malformed-body' })
  })

  it('may name a member again in another object, and as a value', () => {
    const json = { a: 'b', b: { a: ':', b: ['a', 'a'] }, c: [{ a: 1 }, { a: 2 }], 'd"\\': '{"a":1,"a":2}' }
    expect(sent(Buffer.from(JSON.stringify(json)))).toEqual(json)
  })

  it.each(['"\\"'.padEnd(60_000, '\\"'), '"'.repeat(60_001), '{"a":'.repeat(10_000), '"\\'])(
    'are refused where a text or a bracket does not end: %#',
    (json) => {
      expect(refusal(() => sent(Buffer.from(json)))).toMatchObject({ code: 'malformed-body' })
    },
  )

  it('are no UTF-16 or UTF-32', () => {
    for (const bytes of [Buffer.from(JSON_BODY, 'utf16le'), Buffer.from(`\ufeff${JSON_BODY}`, 'utf16le')])
      expect(refusal(() => sent(bytes))).toMatchObject({ code: 'malformed-body' })
  })

  it('may begin with a byte order mark', () => {
    expect(bodyOf(event({ body: `\ufeff${JSON_BODY}` }), 'POST')).toEqual(NOTE)
    expect(sent(Buffer.from(`\ufeff${JSON_BODY}`))).toEqual(NOTE)
    expect(bodyOf(event({ body: '{"note":"\ufeff"}' }), 'POST')).toEqual({ note: '\ufeff' })
  })
})

describe('the numbers of a body', () => {
  const read = (number: string) =>
    bodyOf(event({ body: `{"list": [ ${number}], "text": ": 1.5"}` }), 'POST')['list']

  it.each([
    ['10000', 10_000],
    ['100.0', 100],
    ['1e2', 100],
    ['1.05E+2', 105],
    ['100e-2', 1],
    ['-0.00e-5', -0],
    ['10000.5', 10_000.5],
    ['1.055e2', 105.5],
    ['1e999', Infinity],
  ])('are what is written: %s', (number, value) => {
    expect(read(number)).toEqual([value])
  })

  it.each([
    '10000.0000000000001',
    '-7.00000000000000000001',
    '4503599627370497.5',
    '9007199254740991.4',
    '1e-400',
    '100000000000000000000001e-23',
    `0.${'0'.repeat(60_000)}1`,
  ])('are no integer where a fraction is written that a double rounds away: %s', (number) => {
    expect(read(number)).toEqual([NaN])
  })
})
