import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mediaTypeOf, Picture, pictureNotUsable } from '../../shared/users/picture.ts'
import { refusal } from '../support/describe/refusal.ts'
import { base64, JPEG, PNG, webp } from './pictures.ts'

const changed = (bytes: readonly number[], place: number, ...others: number[]): number[] =>
  bytes.map((byte, at) => others[at - place] ?? byte)

describe('R51 a profile picture', () => {
  it.each([
    ['a PNG', PNG, 'image/png'],
    ['a JPEG with JFIF', JPEG, 'image/jpeg'],
    ['a JPEG with Exif', changed(JPEG, 3, 0xe1), 'image/jpeg'],
    ['a JPEG that begins with its tables', changed(JPEG, 3, 0xdb), 'image/jpeg'],
    ['a lossy WebP', webp('VP8 '), 'image/webp'],
    ['a lossless WebP', webp('VP8L'), 'image/webp'],
    ['an extended WebP', webp('VP8X'), 'image/webp'],
  ])('is %s by its bytes', (_what, bytes, mediaType) => expect(mediaTypeOf(base64(bytes))).toBe(mediaType))

  it.each([
    ['a GIF', [...Buffer.from('GIF89a, and more of it, longer than a header')]],
    ['an SVG', [...Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')]],
    ['a page', [...Buffer.from('<!doctype html><script>alert(1)</script>')]],
    ['a PDF', [...Buffer.from('%PDF-1.7 and more of it, longer than a header')]],
    ['the signature of a PNG alone', PNG.slice(0, 8)],
    ['a PNG that is broken by line ends', changed(PNG, 4, 0x0a, 0x0a)],
    ['a PNG whose first chunk is another', changed(PNG, 12, 0x49, 0x44, 0x41, 0x54)],
    ['a PNG without width', changed(PNG, 16, 0, 0, 0, 0)],
    ['a PNG without height', changed(PNG, 20, 0, 0, 0, 0)],
    ['the start of a JPEG alone', JPEG.slice(0, 3)],
    ['a JPEG without a marker', changed(JPEG, 3, 0x00)],
    ['a JPEG with a segment of no length', changed(JPEG, 4, 0, 0)],
    ['another RIFF', webp('VP8 ').map((byte, place) => (place === 8 ? 0x41 : byte))],
    ['a WebP of another kind', webp('VP9 ')],
    ['a WebP that is longer than what was sent', changed(webp('VP8 '), 4, 0xff)],
    ['one byte', [0]],
  ])('is not %s', (_what, bytes) => expect(refusal(() => mediaTypeOf(base64(bytes)))).toBe(pictureNotUsable))

  it.each([
    ['nothing', ''],
    ['a data address', `data:image/png;base64,${base64(PNG)}`],
    ['no padding', base64(PNG).replace(/=+$/, '')],
    ['line breaks', base64(PNG).replace(/(.{20})/, '$1\n')],
    ['the alphabet of addresses', '_-8='],
    ['bits that are not used', 'AB=='],
    ['other characters', 'ÄÖÜ='],
  ])('is not taken with %s', (_what, text) => expect(Picture().safeParse(text).success).toBe(false))

  it('is taken in the one base64 of its bytes, up to 40 kB', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        expect(Picture().safeParse(Buffer.from(bytes).toString('base64')).success).toBe(true)
      }),
    )
    for (const [bytes, isTaken] of [
      [40_959, true],
      [40_960, true],
      [40_961, false],
      [40_962, false],
      [40_963, false],
    ] as const)
      expect(Picture().safeParse(Buffer.alloc(bytes).toString('base64')).success).toBe(isTaken)
  })
})
