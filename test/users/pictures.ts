const text = (characters: string): number[] => [...Buffer.from(characters, 'latin1')]

/** The base64 of bytes. */
export const base64 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64')

/** A PNG of one pixel. */
export const PNG: readonly number[] = [
  ...Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
]

/** The beginning of a JPEG. */
export const JPEG: readonly number[] = [
  0xff,
  0xd8,
  0xff,
  0xe0,
  0,
  16,
  ...text('JFIF\0'),
  1,
  1,
  0,
  0,
  1,
  0,
  1,
  0,
  0,
]

/** A WebP of one of its three kinds. */
export const webp = (kind: string): readonly number[] => [
  ...text('RIFF'),
  16,
  0,
  0,
  0,
  ...text('WEBP'),
  ...text(kind),
  4,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
]
