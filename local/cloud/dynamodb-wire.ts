import { isJsonObject } from './json.ts'

/** The signature of the laptop itself; the DynamoDB on this machine checks only its form. */
export const LAPTOP_AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=laptop/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00'

/** A DynamoDB answer other than 200. */
export class DynamoDbRefusal extends Error {
  override readonly name = 'DynamoDbRefusal'
  /** The exception, such as `ResourceNotFoundException`. */
  readonly exception: string

  constructor(exception: string, message: string) {
    super(`${exception}: ${message}`)
    this.exception = exception
  }
}

type Service = 'DynamoDB_20120810' | 'DynamoDBStreams_20120810'

/** Calls an operation of DynamoDB or of its streams as the laptop itself. */
export const callDynamoDb = async (
  endpoint: string,
  target: `${Service}.${string}`,
  request: unknown,
): Promise<unknown> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: LAPTOP_AUTHORIZATION,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      'x-amz-target': target,
    },
    body: JSON.stringify(request),
  })
  const body: unknown = await answer.json()
  if (answer.ok) return body
  const { __type: type, message, Message } = isJsonObject(body) ? body : {}
  throw new DynamoDbRefusal(`${type}`.replace(/^.*#/, ''), `${message ?? Message}`)
}
