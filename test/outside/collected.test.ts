import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { collected } from '../../functions/outside/collected.ts'

describe('the bytes of a stream', () => {
  it('are all that it gives, in order', async () => {
    const stream = Readable.from([Buffer.from('one '), Buffer.from('two')])
    expect(Buffer.from(await collected(stream)).toString()).toBe('one two')
    expect(await collected(Readable.from([]))).toHaveLength(0)
  })

  it('are not had where it breaks off', async () => {
    const stream = Readable.from(
      (async function* () {
        yield Buffer.from('one ')
        throw new Error('broken off')
      })(),
    )
    await expect(collected(stream)).rejects.toThrow('broken off')
  })
})
