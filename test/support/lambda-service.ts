import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'

/** What was handed to a function asynchronously. */
export interface HandedOver {
  readonly functionArn: string
  readonly event: unknown
  readonly invocationType: string | undefined
  readonly authorization: string | undefined
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

/** A Lambda service on loopback, which takes events for functions or, told so, is out of order. */
export const useLambdaService = () => {
  const taken: HandedOver[] = []
  let outOfOrder = false
  const server = createServer((incoming, outgoing) => {
    const [, name = ''] = /\/functions\/([^/]+)\/invocations/.exec(incoming.url ?? '') ?? []
    void text(incoming).then((body) => {
      if (!outOfOrder)
        taken.push({
          functionArn: decodeURIComponent(name),
          event: JSON.parse(body),
          invocationType: incoming.headers['x-amz-invocation-type']?.toString(),
          authorization: incoming.headers.authorization,
        })
      outgoing.writeHead(outOfOrder ? 503 : 202).end()
    })
  })
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    if (!isAddress(address)) throw new Error('The Lambda service has no port')
    process.env['AWS_ENDPOINT_URL_LAMBDA'] = `http://127.0.0.1:${address.port}`
  })
  afterAll(() => void server.close())
  return {
    taken,
    breakDown: (broken: boolean): void => {
      outOfOrder = broken
    },
  }
}
