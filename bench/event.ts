import type { Context } from 'aws-lambda'

interface Asked {
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly body?: object
  readonly idempotencyKey?: string
}

/** The event that the API's gateway sends a function for somebody signed in. */
export const eventOf = (
  { email, sub }: { readonly email: string; readonly sub: string },
  { pathParameters = {}, body, idempotencyKey }: Asked = {},
): object => ({
  version: '2.0',
  headers: {
    'content-type': 'application/json',
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  },
  pathParameters,
  ...(body ? { body: JSON.stringify(body) } : {}),
  isBase64Encoded: false,
  requestContext: {
    requestId: 'request',
    authorizer: {
      jwt: {
        claims: { sub, email, email_verified: 'true', exp: '9999999999', token_use: 'access' },
        scopes: ['programme/use'],
      },
    },
  },
})

/** The context of an invocation that has a minute. */
export const context: Context = {
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bench',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'bench',
  logStreamName: 'bench',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
}
