import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Mail, startMail } from '../../local/mail.ts'
import type { EventBridgeEvent } from '../../local/mail-event.ts'

const SENDER = 'programme@vendor.example'

let stateDir: string
let mail: Mail
let events: EventBridgeEvent[]

const start = (): Promise<Mail> =>
  startMail({ port: 0, stateDir, sender: SENDER, onEvent: (event) => events.push(event) })

const send = async (from: string, to: string): Promise<string | undefined> => {
  const client = new SESv2Client({
    endpoint: mail.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: 'programme',
      Content: { Simple: { Subject: { Data: 'Wëlcome' }, Body: { Text: { Data: 'Hello' } } } },
      EmailTags: [{ Name: 'outbox', Value: 'obx_1' }],
    }),
  )
  return MessageId
}

const statusOf = (
  url: string,
  method: string | undefined,
  headers: Record<string, string>,
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asking.once('error', reject)
    asking.end()
  })

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'mail-'))
  events = []
  mail = await start()
})
afterEach(async () => {
  await mail.stop()
  rmSync(stateDir, { recursive: true })
})

describe('the local mail service', () => {
  it('keeps an accepted mail and lists it by recipient', async () => {
    const messageId = await send(`Programme <${SENDER}>`, 'ann@partner.example')
    await send(SENDER, 'bob@partner.example')
    expect(mail.messages('Ann@partner.example')).toMatchObject([
      { messageId, subject: 'Wëlcome', body: { text: 'Hello' }, tags: { outbox: 'obx_1' } },
    ])
    expect(mail.messages()).toHaveLength(2)
    const listed: unknown = await (await fetch(`${mail.endpoint}/store`)).json()
    expect(listed).toMatchObject({ emails: [{ messageId }, {}] })
    expect(await (await fetch(mail.inbox)).text()).toContain('<html')
  })

  it('reports a mail as sent and delivered, with its tags', async () => {
    const messageId = await send(SENDER, 'ann@partner.example')
    expect(events).toMatchObject([
      { source: 'aws.ses', 'detail-type': 'Email Sent', detail: { eventType: 'Send' } },
      {
        'detail-type': 'Email Delivered',
        detail: {
          eventType: 'Delivery',
          mail: { messageId, destination: ['ann@partner.example'], tags: { outbox: ['obx_1'] } },
        },
      },
    ])
  })

  it('reports a bounce and a complaint for the simulator addresses', async () => {
    await send(SENDER, 'bounce@simulator.amazonses.com')
    await send(SENDER, 'complaint@simulator.amazonses.com')
    expect(events.map((event) => event.detail['eventType'])).toEqual([
      'Send',
      'Bounce',
      'Send',
      'Delivery',
      'Complaint',
    ])
  })

  it.each(['someone@else.example', `${SENDER} <someone@else.example>`])(
    'refuses the unverified sender %s',
    async (from) => {
      await expect(send(from, 'ann@partner.example')).rejects.toMatchObject({ name: 'MessageRejected' })
      expect([mail.messages(), events]).toEqual([[], []])
    },
  )

  it('fails once when told to; a lost answer was sent all the same', async () => {
    mail.failNext('throttled')
    mail.failNext('unavailable')
    mail.failNext('lost-answer')
    await expect(send(SENDER, 'a@x.example')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    await expect(send(SENDER, 'b@x.example')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
    await expect(send(SENDER, 'c@x.example')).rejects.toThrow()
    await send(SENDER, 'd@x.example')
    expect(mail.messages().map(({ destination }) => destination.to)).toEqual([
      ['c@x.example'],
      ['d@x.example'],
    ])
  })

  it('keeps the inbox over a restart, but for a line cut short by a kill', async () => {
    const messageId = await send(SENDER, 'ann@partner.example')
    await mail.stop()
    appendFileSync(join(stateDir, 'mails.jsonl'), '{"messageId":"cut')
    mail = await start()
    expect(mail.messages()).toMatchObject([{ messageId }])
    const next = await send(SENDER, 'bob@partner.example')
    await mail.stop()
    mail = await start()
    expect(mail.messages()).toMatchObject([{ messageId }, { messageId: next }])
  })

  it('has no other port that answers: not the inbox, nor what keeps and sends mails behind it', async () => {
    await mail.stop()
    const listen = vi.spyOn(Server.prototype, 'listen')
    mail = await start()
    const opened = listen.mock.contexts.filter((one) => one instanceof Server)
    listen.mockRestore()
    await send(SENDER, 'ann@partner.example')
    const ports = opened.flatMap((one) => {
      const address = one.address()
      return typeof address === 'object' && address ? [address.port] : []
    })
    expect(ports).toContain(Number(new URL(mail.endpoint).port))
    for (const port of ports.filter((one) => one !== Number(new URL(mail.endpoint).port)))
      for (const [method, path, host] of [
        ['GET', '/', 'evil.example'],
        ['GET', '/store', `evil.example:${port}`],
        ['GET', '/store', `127.0.0.1:${port}`],
        ['POST', '/clear-store', 'evil.example'],
        ['POST', '/clear-store', `127.0.0.1:${port}`],
        ['POST', '/v2/email/outbound-emails', `127.0.0.1:${port}`],
      ] as const)
        expect(await statusOf(`http://127.0.0.1:${port}${path}`, method, { host })).toBe(403)
    const emails: unknown = await (await fetch(`${mail.endpoint}/store`)).json()
    expect(emails).toMatchObject({ emails: [{}] })
  })

  it.each(['GET /', 'GET /store', 'POST /clear-store', 'POST /v2/email/outbound-emails'])(
    'is closed to other web pages and to host names that are rebound to loopback: %s',
    async (asked) => {
      await send(SENDER, 'ann@partner.example')
      const [method, path = ''] = asked.split(' ')
      const statusFor = (headers: Record<string, string>) =>
        statusOf(`${mail.endpoint}${path}`, method, headers)
      const { host } = new URL(mail.endpoint)
      for (const headers of [
        { host: 'evil.example' },
        { host: `evil.example:${new URL(mail.endpoint).port}`, origin: `http://evil.example` },
        { host, origin: 'https://evil.example' },
        { host, origin: 'http://127.0.0.1:1' },
        { host, origin: 'null' },
      ])
        expect(await statusFor(headers)).toBe(403)
      expect(mail.messages()).toHaveLength(1)
      expect(await statusFor({ host, origin: mail.endpoint })).not.toBe(403)
    },
  )

  it('empties the inbox', async () => {
    await send(SENDER, 'ann@partner.example')
    await fetch(`${mail.endpoint}/clear-store`, { method: 'POST' })
    expect(mail.messages()).toEqual([])
  })
})
