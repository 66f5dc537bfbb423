import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import * as z from 'zod'
import { startLaptop, type Laptop } from '../../local/laptop.ts'
import { synthesize } from '../../local/synthesize.ts'
import { ROOT } from '../../local/state.ts'
import type { Method } from '../../shared/declaration/method.ts'

const Body = z.record(z.string(), z.unknown())
/** How long what starts a laptop, and fills it, may take on a busy machine. */
export const SLOW_MS = 120_000

/** What a person got over HTTP. */
export interface Answered {
  readonly status: number
  readonly etag: string | null
  readonly body: Readonly<Record<string, unknown>>
}

export interface Asked {
  readonly idempotencyKey?: string
  readonly ifMatch?: string
  /** The media type of the body; JSON unless told. */
  readonly contentType?: string
}

/** A laptop of its own for a test file: the synthesized template, the production bundles, real HTTP, mail and DNS. */
export const useLaptop = () => {
  let laptop: Laptop
  beforeAll(async () => {
    const assemblyDir = join(ROOT, 'cdk.out')
    await synthesize(assemblyDir)
    laptop = await startLaptop({ stateDir: mkdtempSync(join(tmpdir(), 'laptop-')), assemblyDir })
  }, SLOW_MS)
  afterAll(() => laptop.stop(), SLOW_MS)

  /** Asks as somebody signed in. */
  const ask = async (
    email: string,
    method: Method,
    path: string,
    body?: object,
    { idempotencyKey, ifMatch, contentType = 'application/json' }: Asked = {},
  ): Promise<Answered> => {
    const response = await fetch(`${laptop.addresses.api}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await laptop.token(email)}`,
        ...(body ? { 'content-type': contentType } : {}),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: Body.parse(await response.json()),
    }
  }
  /** The text of a file that is asked for by a path. */
  const download = async (email: string, path: string): Promise<string> => {
    const headers = { authorization: `Bearer ${await laptop.token(email)}` }
    const response = await fetch(`${laptop.addresses.api}/v1${path}`, { headers })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.text()
  }
  /** The subjects of the mails that somebody has, oldest first, once all that is under way has settled. */
  const inbox = async (email: string): Promise<string[]> => {
    await laptop.settle()
    return laptop.mail.messages(email).map(({ subject }) => subject)
  }
  /** Every mail of a time, as who got it and its subject, in the order of these. */
  const mailsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    await laptop.settle()
    const before = laptop.mail.messages().length
    await work()
    await laptop.settle()
    const sent = laptop.mail.messages().slice(before)
    return sent.map(({ destination, subject }) => `${destination.to.join()}: ${subject}`).toSorted()
  }
  return {
    ask,
    download,
    inbox,
    mailsOf,
    get laptop(): Laptop {
      return laptop
    },
  }
}
