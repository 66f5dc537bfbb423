import type { Readable } from 'node:stream'

/** All bytes of a stream by its own events; the SDK would pipe it into a second one. */
export const collected = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    stream
      .on('data', (chunk: Uint8Array) => chunks.push(chunk))
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject)
  })
