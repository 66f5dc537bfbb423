import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { SETTINGS } from '../support/table/settings.ts'

const outboxId = OutboxId.parse('obx_01ARZ3NDEKTSV4RRFFQ69G5FAV')
const to = { to: EmailAddress.parse('malee@example.co.th') }
const rendered = { subject: 'Welcome', text: 'Hello', html: '<p>Hello</p>' }

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** An answer of the mail service, as its protocol writes errors: a status, and the error's name in a header. */
const error =
  (status: number, name: string, message = 'As the service says it'): Answer =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
      .end(JSON.stringify({ message }))
const page =
  (status: number): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Something between</html>')
const accepted: Answer = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{"MessageId":"m-1"}')

const NOT_VERIFIED = 'Email address is not verified. The following identities failed the check: '

describe('sendMail, through the real client and a real server', () => {
  let answer: Answer = accepted
  let connections = 0
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    request.resume().on('end', () => answer(request, response))
  }).on('connection', () => (connections += 1))
  let endpoint = ''

  const listening = (of: typeof server | ReturnType<typeof createTcpServer>) =>
    new Promise<number>((resolve) =>
      of.listen(0, '127.0.0.1', () => {
        const address = of.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      }),
    )
  /** Sends by a client that was not there before, as the client keeps the endpoint that it began with. */
  const send = async (at = endpoint, credentials: Readonly<Record<string, string>> = {}) => {
    for (const [name, value] of Object.entries({ ...SETTINGS, AWS_ENDPOINT_URL_SESV2: at, ...credentials }))
      vi.stubEnv(name, value)
    vi.resetModules()
    const { sendMail } = await import('../../functions/outside/send-mail.ts')
    const sending = await sendMail({ outboxId, attempts: 2 }, to, rendered)
    return { sending, again: () => sendMail({ outboxId, attempts: 3 }, to, rendered) }
  }

  beforeAll(async () => {
    endpoint = `http://127.0.0.1:${await listening(server)}`
  })
  beforeEach(() => {
    vi.unstubAllEnvs()
    answer = accepted
    connections = 0
    requests.length = 0
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    server.closeAllConnections()
    server.close()
  })

  it.each<[string, Answer]>([
    ['an expired token', error(403, 'ExpiredTokenException')],
    ['an expired token, as others spell it', error(403, 'ExpiredToken')],
    ['an unknown token', error(403, 'UnrecognizedClientException')],
    ['an invalid token', error(403, 'InvalidClientTokenId')],
    ['denied access', error(403, 'AccessDeniedException')],
    ['denied access, as others spell it', error(403, 'AccessDenied')],
    ['a wrong signature', error(403, 'SignatureDoesNotMatch')],
    ['a wrong signature, as others spell it', error(403, 'InvalidSignatureException')],
    ['a skewed clock', error(403, 'RequestTimeTooSkewed')],
    ['a request that expired', error(400, 'RequestExpired')],
    ['a request of the future', error(403, 'RequestInTheFuture')],
    ['an account that must opt in', error(403, 'OptInRequired')],
    ['a body that did not come in time', error(408, 'RequestTimeout')],
    ['too many requests', error(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.')],
    ['another 429', error(429, 'UnknownException')],
    ['a page instead of an answer, 429', page(429)],
    ['a page of something between, 403', page(403)],
    ['a page of something between, 407', page(407)],
    ['a redirect', page(302)],
    ...[
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'RequestThrottled',
      'RequestThrottledException',
      'TooManyRequests',
      'LimitExceededException',
      'RequestLimitExceeded',
      'BandwidthLimitExceeded',
      'ProvisionedThroughputExceededException',
      'SlowDown',
    ].flatMap((name): [string, Answer][] => [
      [`${name} as 400`, error(400, name)],
      [`${name} as 503`, error(503, name)],
    ]),
    ['an account in the sandbox', error(400, 'MessageRejected', `${NOT_VERIFIED}malee@example.co.th`)],
    ['a sender that is not verified', error(400, 'MessageRejected', `${NOT_VERIFIED}programme@example.com`)],
    ['a sender that is not verified, as others spell it', error(400, 'BadRequestException', NOT_VERIFIED)],
    ['a MAIL FROM domain that is not verified', error(400, 'MailFromDomainNotVerifiedException')],
    ['a suspended account', error(400, 'AccountSuspendedException')],
    ['sending that is paused', error(400, 'SendingPausedException')],
    ['a missing configuration set', error(404, 'NotFoundException')],
    [
      'a missing configuration set, as others spell it',
      error(400, 'BadRequestException', 'Configuration set <mails> does not exist.'),
    ],
    ['an error that nobody knows yet', error(400, 'SomethingNewException')],
  ])('nothing was sent, so it is tried again: %s', async (_what, given) => {
    answer = given
    expect((await send()).sending).toMatchObject({ outcome: 'not-sent', reason: expect.any(String) })
    expect(requests).toHaveLength(1)
  })

  it.each<[string, Answer]>([
    ['an address that is none', error(400, 'BadRequestException', "Missing final '@domain'")],
    ['an address that it does not take', error(400, 'BadRequestException', 'Illegal address')],
    ['a value that it does not take', error(400, 'InvalidParameterValue')],
    ['a mail that is too large', error(413, 'RequestEntityTooLargeException')],
    ['a mail that is too large, by status', page(413)],
  ])('this mail can never be sent: %s', async (_what, given) => {
    answer = given
    expect((await send()).sending).toMatchObject({ outcome: 'refused' })
  })

  it.each<[string, Answer]>([
    ['an error of the service', error(500, 'InternalServiceErrorException')],
    ['an error of the service, 502', page(502)],
    ['an error of the service, 503', error(503, 'ServiceUnavailable')],
    ['an error of the service, 504', page(504)],
    ['an answer that cannot be read', (_, response) => void response.writeHead(200).end('<html>')],
    ['a reset after the request', (request) => void request.socket.resetAndDestroy()],
    ['an end after the request', (request) => void request.socket.end()],
    [
      'a reset within the answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"Mess')
        setImmediate(() => request.socket.resetAndDestroy())
      },
    ],
  ])('nobody knows whether it was sent: %s', async (_what, given) => {
    answer = given
    expect((await send()).sending).toMatchObject({ outcome: 'uncertain' })
    expect(requests).toHaveLength(1)
  })

  it('nobody knows whether it was sent: no answer in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    answer = () => void vi.advanceTimersByTime(4_000)
    const { sending } = await send()
    vi.useRealTimers()
    expect(sending).toEqual({ outcome: 'uncertain', reason: 'TimeoutError' })
  })

  it('nothing was sent: nobody listens', async () => {
    const closed = createTcpServer()
    const port = await listening(closed)
    await new Promise((resolve) => closed.close(resolve))
    for (const host of ['127.0.0.1', 'localhost'])
      expect((await send(`http://${host}:${port}`)).sending).toMatchObject({ outcome: 'not-sent' })
  })

  it('nothing was sent: the connection ends before it is secure', async () => {
    const ending = createTcpServer((socket: Socket) => socket.once('data', () => socket.end()))
    const port = await listening(ending)
    expect((await send(`https://127.0.0.1:${port}`)).sending).toMatchObject({ outcome: 'not-sent' })
    ending.close()
  })

  it('nothing was sent: there are no credentials to sign with', async () => {
    const none = {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: 'none',
    }
    expect((await send(endpoint, none)).sending).toMatchObject({ outcome: 'not-sent' })
    expect(requests).toHaveLength(0)
  })

  it('sends each mail on a connection of its own, which no freeze outlives', async () => {
    const { sending, again } = await send()
    expect(sending).toEqual({ outcome: 'sent', messageId: 'm-1' })
    expect(await again()).toMatchObject({ outcome: 'sent' })
    expect(connections).toBe(2)
    expect(requests.map(({ headers }) => headers.connection)).toEqual(['close', 'close'])
  })
})
