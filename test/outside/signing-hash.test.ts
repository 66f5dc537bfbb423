import { Sha256 } from '@smithy/core/checksum'
import { describe, expect, it } from 'vitest'
import { SigningHash } from '../../functions/outside/signing-hash.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const ofBoth = async (secret: Uint8Array | ArrayBuffer | string | undefined, parts: readonly string[]) => {
  const digests = [SigningHash, Sha256].map((Hashing) => {
    const hash = new Hashing(secret)
    for (const part of parts) hash.update(bytes(part))
    return hash.digest()
  })
  return (await Promise.all(digests)).map((digest) => Buffer.from(digest).toString('hex'))
}

describe('the hash of the signer', () => {
  const buffer = bytes('a key among others')
  const part = buffer.subarray(2, 5)

  it.each([
    ['nothing', undefined],
    ['a text', 'secret'],
    ['bytes', buffer],
    ['a part of bytes', part],
    ['the same part again', part],
    ['a buffer', new Uint8Array(buffer).buffer],
  ])('by %s is that of the SDK', async (_by, secret) => {
    const [ours, theirs] = await ofBoth(secret, ['some', 'thing'])
    expect(ours).toBe(theirs)
  })

  it('begins again when it is reset', async () => {
    const hash = new SigningHash('secret')
    hash.update(bytes('forgotten'))
    hash.reset()
    hash.update(bytes('something'))
    expect(Buffer.from(await hash.digest()).toString('hex')).toBe((await ofBoth('secret', ['something']))[1])
  })
})
