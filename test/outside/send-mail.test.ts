import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { SETTINGS } from '../support/table/settings.ts'

/** A certificate that nobody signed, for the tests alone. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCm2UQVbm5aRBcSPm
qEsJft5X132Z6dHCnrcoAF4rMbihRANCAATBJRYHnON2m3FDWOwiQcI1baKx+nKl
+H2Icxs1SE2GIu8yZrRurhKKfF4pPCoBwpPNUpfx2tKPQpn/fDoEMjMJ
-----END PRIVATE KEY-----`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBjzCCATagAwIBAgIUYoJnyq2YaYHzZF83ajsUcucoADAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjExNTE0M1oYDzIxMjYxMTAy
MTE1MTQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATBJRYHnON2m3FDWOwiQcI1baKx+nKl+H2Icxs1SE2GIu8yZrRurhKK
fF4pPCoBwpPNUpfx2tKPQpn/fDoEMjMJo2QwYjAdBgNVHQ4EFgQUnsHqtp0qttE0
Q4i5LNYcKpwlC5QwHwYDVR0jBBgwFoAUnsHqtp0qttE0Q4i5LNYcKpwlC5QwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC
IG+d+9DZUF1K/JU2rv1xoguJlueVfBtal6QfRizi6nzIAiAwxXmPCi7TFbza4rpL
1t/1m9ikrC7Q5DZbR0uHCKKO6A==
-----END CERTIFICATE-----`

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
  (status: number, text = '<html>Something between</html>'): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end(text)
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

  const listening = (of: Server) =>
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
    [
      'an identity that is not there',
      error(400, 'BadRequestException', 'Identity example.com does not exist.'),
    ],
    ['sending that is paused, as others spell it', error(400, 'BadRequestException', 'Sending is paused.')],
    ...[429, 400, 503, 500].flatMap((status) =>
      [
        'Maximum sending rate exceeded.',
        'Daily message quota exceeded.',
        'Rate exceeded',
        'Please slow down',
      ].map((said): [string, Answer] => [
        `throttling told only by the text, ${status} ${said}`,
        error(status, status >= 500 ? 'ServiceUnavailable' : 'BadRequestException', said),
      ]),
    ),
    ['throttling told only by a bare text', page(503, 'Rate exceeded')],
    ['an error that nobody knows yet', error(400, 'SomethingNewException')],
  ])('nothing was sent, so it is tried again: %s', async (_what, given) => {
    answer = given
    expect((await send()).sending).toMatchObject({ outcome: 'not-sent', reason: expect.any(String) })
    expect(requests).toHaveLength(1)
  })

  it.each<[string, Answer]>([
    ['an address that is none', error(400, 'BadRequestException', "Missing final '@domain'")],
    ['an address that it does not take', error(400, 'BadRequestException', 'Illegal address')],
    ...[
      'sandbox@example.com',
      'identity.failed@tenant.example.com',
      'throttled@rate.example.com',
      'a@throttled.example.com',
      'configuration+set@example.com',
    ].map((address): [string, Answer] => [
      `an address that it does not take and quotes, ${address}`,
      error(
        400,
        'BadRequestException',
        `Illegal address <${address}> or ${address}: domain throttled.example`,
      ),
    ]),
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
    ['an answer without the id of a message', (_, response) => void response.writeHead(200).end('{}')],
    [
      'an answer with an empty id of a message',
      (_, response) => void response.writeHead(200).end('{"MessageId":""}'),
    ],
    ['an answer without a body', (_, response) => void response.writeHead(200).end()],
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

  describe('over TLS', () => {
    const secure = createTlsServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
      requests.push(request)
      request.resume().on('end', () => answer(request, response))
    }).on('tlsClientError', () => undefined)
    afterAll(() => {
      secure.closeAllConnections()
      secure.close()
    })

    it.each<[string, (socket: Socket) => void]>([
      ['ends', (socket) => void socket.end()],
      ['is reset', (socket) => void socket.resetAndDestroy()],
      ['speaks plain HTTP', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
      ['is refused by an alert', (socket) => void socket.end(Buffer.from('15030100020246', 'hex'))],
    ])('nothing was sent: the connection %s before it is secure', async (_what, end) => {
      const ending = createTcpServer((socket: Socket) => socket.once('data', () => end(socket)))
      const { sending } = await send(`https://127.0.0.1:${await listening(ending)}`)
      expect(sending).toMatchObject({ outcome: 'not-sent', reason: expect.any(String) })
      ending.close()
    })

    it('nothing was sent: the handshake hangs', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const hanging = createTcpServer((socket: Socket) =>
        socket.once('data', () => vi.advanceTimersByTime(4_000)).on('error', () => undefined),
      )
      const { sending } = await send(`https://127.0.0.1:${await listening(hanging)}`)
      vi.useRealTimers()
      expect(sending).toEqual({ outcome: 'not-sent', reason: 'TimeoutError' })
      hanging.close()
    })

    it('nothing was sent: the certificate is not to be trusted', async () => {
      const { sending } = await send(`https://127.0.0.1:${await listening(secure)}`)
      expect(sending).toMatchObject({ outcome: 'not-sent' })
      expect(requests).toHaveLength(0)
      const trusting = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
      const address = secure.address()
      const port = typeof address === 'object' ? address?.port : undefined
      vi.spyOn(process, 'emitWarning').mockReturnValue(undefined)
      expect((await send(`https://127.0.0.1:${port}`, trusting)).sending).toMatchObject({ outcome: 'sent' })
      answer = (request) => void request.socket.destroy()
      expect((await send(`https://127.0.0.1:${port}`, trusting)).sending).toMatchObject({
        outcome: 'uncertain',
      })
      expect(requests).toHaveLength(2)
    })
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
