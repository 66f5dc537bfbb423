import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as z from 'zod'
import { LOOPBACK, Refused, readBody, requireLocalCaller, sendJson, serveHttp } from './loopback.ts'
import { type EventBridgeEvent, mailEvents } from './mail-event.ts'
import { Message, openMailbox } from './mailbox.ts'

// Node and the test runner find its default export in different places; `require` works in both.
const require = createRequire(import.meta.url)

const Sending = z.object({
  FromEmailAddress: z.string().optional(),
  ConfigurationSetName: z.string().default('default'),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
})
const Accepted = z.object({ MessageId: z.string() })

/** How the next request to send fails: refused as too many, denied to the account, refused for its address, failed, or accepted without an answer. */
export type MailFault = 'throttled' | 'denied' | 'refused' | 'unavailable' | 'lost-answer'

const KEY = 'x-behind'

/**
 * The server of the package, which answers anybody: its own port is closed at once, and it is asked through one that knows only those
 * who hold a key made for this run.
 */
const startBehind = async (kept: readonly Message[]) => {
  const ses: typeof import('aws-ses-v2-local') = require('aws-ses-v2-local')
  const store: typeof import('aws-ses-v2-local/dist/store.js') = require('aws-ses-v2-local/dist/store.js')
  const emails = () => store.getStoreReadonly().emails
  const known = new Set(emails().map(({ messageId }) => messageId))
  for (const message of kept) if (!known.has(message.messageId)) store.saveEmail(message)
  const server = await ses.default({ host: LOOPBACK, port: 0 })
  await new Promise<void>((done) => server.close(() => done()))
  const key = randomUUID()
  const guard = await serveHttp(0, (request, response) => {
    if (request.headers[KEY] !== key) throw new Refused(403, 'Only the inbox may call this.')
    server.emit('request', request, response)
  })
  return {
    ask: (path: string, { headers, ...rest }: RequestInit & { headers: Record<string, string> }) =>
      fetch(`${guard.url}${path}`, { ...rest, headers: { ...headers, [KEY]: key } }),
    find: (messageId: string) => emails().find((email) => email.messageId === messageId),
    stop: guard.stop,
  }
}

const SENDING = '/v2/email/outbound-emails'

const addressIn = (text: string): string => (/<([^>]*)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase()

/** The answer to a request to send, if any, and the events that follow. */
interface Answer {
  readonly response?: Response
  readonly events: readonly EventBridgeEvent[]
}

export interface Mail {
  readonly endpoint: string
  /** The page that shows the mails. */
  readonly inbox: string
  messages(to?: string): readonly Message[]
  /** Makes the next request to send fail; several calls apply to the requests that follow. */
  failNext(fault: MailFault): void
  stop(): Promise<void>
}

export interface MailOptions {
  readonly port: number
  readonly stateDir: string
  /** The one verified address that may send. */
  readonly sender: string
  readonly onEvent: (event: EventBridgeEvent) => void
}

/** Accepts mails as SES v2 does, keeps them in `mails.jsonl`, shows them in an inbox and publishes events about their delivery. */
export const startMail = async ({ port, stateDir, sender, onEvent }: MailOptions): Promise<Mail> => {
  mkdirSync(stateDir, { recursive: true })
  const mailbox = openMailbox(join(stateDir, 'mails.jsonl'))
  const faults: MailFault[] = []
  // Its package is loaded when it is first asked: that takes as long as all other parts together.
  let behind: ReturnType<typeof startBehind> | undefined
  const opened = () => (behind ??= startBehind(mailbox.list()))

  /** Keeps an accepted mail and returns its events. */
  const keep = async (messageId: string, sending: z.infer<typeof Sending>): Promise<EventBridgeEvent[]> => {
    const email = (await opened()).find(messageId)
    const tags = Object.fromEntries(sending.EmailTags.map(({ Name, Value }) => [Name, Value]))
    const message = Message.parse({ ...email, tags })
    mailbox.add(message)
    const { to, cc, bcc } = message.destination
    return mailEvents({
      messageId,
      from: message.from,
      recipients: [...to, ...cc, ...bcc],
      subject: message.subject,
      at: new Date(message.at * 1_000),
      configurationSet: sending.ConfigurationSetName,
      tags,
    })
  }

  const sesError = (status: number, type: string, message: string): Answer => ({
    response: Response.json({ message }, { status, headers: { 'x-amzn-errortype': type } }),
    events: [],
  })

  const send = async (body: Buffer, headers: Record<string, string>): Promise<Answer> => {
    const sending = Sending.safeParse(parsed(body))
    if (!sending.success) return sesError(400, 'BadRequestException', z.prettifyError(sending.error))
    const from = sending.data.FromEmailAddress ?? ''
    if (addressIn(from) !== addressIn(sender))
      return sesError(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region US-EAST-1: ${from}`,
      )
    const fault = faults.shift()
    if (fault === 'throttled')
      return sesError(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.')
    if (fault === 'denied') return sesError(403, 'AccessDeniedException', 'This account may not send.')
    if (fault === 'refused') return sesError(400, 'BadRequestException', 'Illegal address')
    if (fault === 'unavailable') return sesError(500, 'InternalServiceErrorException', 'Try again later.')
    const response = await (
      await opened()
    ).ask(SENDING, { method: 'POST', headers, body: new Uint8Array(body) })
    const text = await response.text()
    const events = response.ok ? await keep(Accepted.parse(parsed(text)).MessageId, sending.data) : []
    return fault === 'lost-answer' ? { events } : { response: new Response(text, response), events }
  }

  const front = await serveHttp(port, async (request, response, url) => {
    requireLocalCaller(request)
    if (url.pathname === '/store' && request.method === 'GET') {
      const since = Number(url.searchParams.get('since') ?? 0)
      const emails = mailbox.list().filter((message) => message.at >= since)
      return sendJson(response, 200, { templates: {}, emails })
    }
    if (url.pathname === '/clear-store' && request.method === 'POST') {
      mailbox.clear()
      return sendJson(response, 200, { message: 'Store cleared' })
    }
    const headers: Record<string, string> = { 'content-type': request.headers['content-type'] ?? '' }
    if (request.headers.authorization !== undefined) headers['authorization'] = request.headers.authorization
    if (url.pathname === SENDING && request.method === 'POST') {
      const answer = await send(await readBody(request), headers)
      await passOn(answer.response, response)
      for (const event of answer.events) onEvent(event)
      return
    }
    if (request.method !== 'GET') throw new Refused(404, 'The laptop only knows SendEmail.')
    await passOn(await (await opened()).ask(`${url.pathname}${url.search}`, { headers }), response)
  })

  return {
    endpoint: front.url,
    inbox: `${front.url}/`,
    messages: (to) =>
      to === undefined
        ? mailbox.list()
        : mailbox
            .list()
            .filter(({ destination }) => destination.to.some((one) => addressIn(one) === addressIn(to))),
    failNext: (fault) => void faults.push(fault),
    stop: async () => {
      await front.stop()
      await (await behind)?.stop()
    },
  }
}

const parsed = (json: Buffer | string): unknown => {
  try {
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}

const passOn = async (answer: Response | undefined, response: ServerResponse): Promise<void> => {
  if (answer === undefined) return void response.destroy()
  const body = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('x-amzn-errortype')
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
    ...(type === null ? {} : { 'x-amzn-errortype': type }),
  })
  response.end(body)
}
