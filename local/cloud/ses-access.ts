import type { Access } from './iam.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

const object = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

const arn = (resource: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`

const SENDING: Readonly<Record<string, string>> = {
  '/v2/email/outbound-emails': 'SendEmail',
  '/v2/email/outbound-bulk-emails': 'SendBulkEmail',
}

/** What IAM checks for an SES v2 request: each inner list offers alternatives, as either the address or its domain may be the identity. */
export const sesAccesses = (method: string, path: string, body: unknown): readonly (readonly Access[])[] => {
  const request = object(body)
  const plain = path.replace(/[?].*$/, '').replace(/\/$/, '')
  const sending = method === 'POST' ? SENDING[plain] : undefined
  if (sending === undefined) {
    const operation = `${method} ${plain.replace('/v2/email/', '')}`
    return [[{ action: `ses:${operation}`, resource: '*', context: {} }]]
  }
  const from = typeof request['FromEmailAddress'] === 'string' ? request['FromEmailAddress'] : ''
  const [, display, bracketed] = /^(.*?)\s*<([^>]*)>$/.exec(from) ?? []
  const address = bracketed ?? from
  const { ToAddresses, CcAddresses, BccAddresses } = object(request['Destination'])
  const context = {
    'ses:ApiVersion': ['2'],
    'ses:FromAddress': [address],
    'ses:Recipients': [...texts(ToAddresses), ...texts(CcAddresses), ...texts(BccAddresses)],
    ...(display === undefined || display === ''
      ? {}
      : { 'ses:FromDisplayName': [display.replace(/^"|"$/g, '')] }),
  }
  // Permission to send raw content is its own action in SES v2, too.
  const isRaw = object(request['Content'])['Raw'] !== undefined
  const action = `ses:${isRaw ? 'SendRawEmail' : sending}`
  const identities = [address, address.replace(/^.*@/, '')]
  const configurationSet = request['ConfigurationSetName']
  return [
    identities.map((identity) => ({ action, resource: arn(`identity/${identity}`), context })),
    ...(typeof configurationSet === 'string'
      ? [[{ action, resource: arn(`configuration-set/${configurationSet}`), context }]]
      : []),
  ]
}
