import * as z from 'zod'
import { fault, form } from '../kernel/issue.ts'
import { problem } from '../kernel/problem.ts'

const MOST_KILOBYTES = 40
const MOST_BYTES = MOST_KILOBYTES * 1_024
/** The base64 of that many bytes. */
const MOST_CHARACTERS = 54_616
/** Base64 with padding, in which no bit is unused but zero, so that bytes have one spelling. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$/
/** Enough base64 for every header that is looked at. */
const HEADER = 64

const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
/** The type of a picture, by its bytes. */
export const MediaType = /* @__PURE__ */ z.enum(MEDIA_TYPES)
export type MediaType = z.infer<typeof MediaType>

const bytesIn = (base64: string): number =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)

/** A picture as it is sent: strict base64 of at most 40 kB. */
export const Picture = () =>
  z
    .string()
    .min(4)
    .max(MOST_CHARACTERS, { error: `must be at most ${MOST_KILOBYTES} kB`, abort: true })
    .check(form('base64', BASE64, 'must be base64 with padding, without line breaks'))
    .refine(
      (text) => bytesIn(text) <= MOST_BYTES,
      fault('too-long', `must be at most ${MOST_KILOBYTES} kB`, { max: MOST_CHARACTERS }),
    )
    .meta({
      id: 'Picture',
      description: `A PNG, JPEG or WebP of at most ${MOST_KILOBYTES} kB, in base64`,
      examples: [
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      ],
    })

export const pictureNotUsable = /* @__PURE__ */ problem(
  'picture-not-usable',
  {
    kind: 'invalid',
    title: 'The picture is none that can be shown',
    advice: 'Send a PNG, JPEG or WebP picture.',
  },
  { mediaTypes: /* @__PURE__ */ z.array(MediaType) },
)

type Bytes = readonly number[]

const startOf = (base64: string): Bytes =>
  Array.from(atob(base64.slice(0, HEADER)), (character) => character.charCodeAt(0))

const textAt = (bytes: Bytes, place: number, length: number): string =>
  String.fromCharCode(...bytes.slice(place, place + length))

const numberAt = (bytes: Bytes, places: readonly number[]): number =>
  places.reduce((number, place) => number * 256 + (bytes[place] ?? 0), 0)

/** The signature, and a header of 13 bytes with a width and a height (RFC 2083). */
const isPng = (start: Bytes): boolean =>
  textAt(start, 0, 8) === '\x89PNG\r\n\x1a\n' &&
  numberAt(start, [8, 9, 10, 11]) === 13 &&
  textAt(start, 12, 4) === 'IHDR' &&
  numberAt(start, [16, 17, 18, 19]) > 0 &&
  numberAt(start, [20, 21, 22, 23]) > 0

/** The start of an image, then the marker and the length of a segment (ITU-T T.81). */
const isJpeg = (start: Bytes): boolean =>
  numberAt(start, [0, 1, 2]) === 0xff_d8_ff &&
  numberAt(start, [3]) >= 0xc0 &&
  numberAt(start, [3]) <= 0xfe &&
  numberAt(start, [4, 5]) >= 2

/** A RIFF, not longer than what was sent, of one of the three kinds of WebP (RFC 9649). */
const isWebp = (start: Bytes, size: number): boolean =>
  textAt(start, 0, 4) === 'RIFF' &&
  numberAt(start, [7, 6, 5, 4]) + 8 <= size &&
  textAt(start, 8, 4) === 'WEBP' &&
  ['VP8 ', 'VP8L', 'VP8X'].includes(textAt(start, 12, 4))

/** The type of a picture, by its bytes; refuses what is no picture of a type that is taken. */
export const mediaTypeOf = (picture: string): MediaType => {
  const start = startOf(picture)
  if (isPng(start)) return 'image/png'
  if (isJpeg(start)) return 'image/jpeg'
  if (isWebp(start, bytesIn(picture))) return 'image/webp'
  throw pictureNotUsable({ mediaTypes: [...MEDIA_TYPES] })
}
