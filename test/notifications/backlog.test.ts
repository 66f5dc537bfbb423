import { createServer, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { newEntry } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { streamEvent } from '../support/outbox.ts'
import { useTestTable } from '../support/table/test-table.ts'

const HOUR_MS = 3_600_000

describe('a backlog of mails, with a mail service that answers slowly', () => {
  const table = useTestTable()
  let waiting: ServerResponse[] = []
  let rounds = 0
  let atOnce = 1
  /** A mail service so slow that it answers nobody before so many wait: its latency is counted in rounds, not in time. */
  const slow = createServer((request, response) => {
    request.resume().on('end', () => {
      waiting.push(response)
      if (waiting.length < atOnce) return
      rounds += 1
      for (const each of waiting.splice(0)) each.end('{"MessageId":"m"}')
    })
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const address = slow.address()
    process.env['AWS_ENDPOINT_URL_SESV2'] =
      `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterAll(() => void slow.close())
  beforeEach(async () => {
    await table.clear()
    waiting = []
    rounds = 0
  })

  /** Queues mails that no stream has brought for an hour. */
  const overdue = async (count: number): Promise<OutboxId[]> => {
    const realMs = world.realMs()
    const entries = Array.from({ length: count }, () => {
      const to = { email: arrange.somebody().email, language: 'en' } as const
      const outboxId = OutboxId.parse(`obx_${world.ulid(realMs)}`)
      const effect = mail('application-approved', to, { companyName: 'Siam Cloud' })
      return newEntry(outboxId, effect, fromMillis(realMs), realMs - HOUR_MS)
    })
    await arrange.commit(...entries.map((entry) => outboxEntryRecord.put(entry)))
    return entries.map(({ outboxId }) => outboxId)
  }
  const states = async () => {
    const entries = (await table.items()).filter(({ pk }) => pk.startsWith('OUTBOX#'))
    return { done: entries.filter(({ state }) => state === 'done').length, of: entries.length }
  }
  const shards = async () => new Set((await table.items()).map(({ duePk }) => duePk)).size

  it('retryOutbox sends 16 at once, of every shard, until none is due', async () => {
    atOnce = 16
    await overdue(96)
    expect(await shards()).toBe(8)
    await run(retry)
    expect(await states()).toEqual({ done: 96, of: 96 })
    expect(rounds).toBe(6)
  })

  it('retryOutbox begins nothing once its time is up, and the next run goes on', async () => {
    atOnce = 1
    await overdue(10)
    await run(retry, {}, 5_000)
    expect(await states()).toEqual({ done: 0, of: 10 })
    await run(retry)
    expect(await states()).toEqual({ done: 10, of: 10 })
  })

  it('dispatchOutbox sends 8 of a batch at once', async () => {
    atOnce = 8
    await run(dispatch, streamEvent(...(await overdue(24))))
    expect(await states()).toEqual({ done: 24, of: 24 })
    expect(rounds).toBe(3)
  })
})
