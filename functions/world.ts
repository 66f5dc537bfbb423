import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ulid } from 'ulid'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import type { Table } from '../shared/table/table.ts'

/** Names of the environment variables that functions may be given. */
export type SettingName =
  | 'TABLE_NAME'
  | 'PROGRAMME_CLOCK'
  | 'FIRST_STAFF_MEMBER'
  | 'CURSOR_KEY'
  | 'MAIL_SENDER'
  | 'MAIL_CONFIGURATION_SET'
  | 'STORE_URL'
  | 'DNS_SERVERS'
  | 'LOOPBACK_WEB_PORTS'

const optionalSetting = (name: SettingName): string | undefined => process.env[name]

const setting = (name: SettingName): string => {
  const value = optionalSetting(name)
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing`)
  return value
}

let table: Table | undefined

/** The outside as functions see it: environment, real time, randomness and the table. */
export const world = {
  setting,
  optionalSetting,
  /** Milliseconds of real time since the epoch. */
  realMs: (): number => Date.now(),
  /** A ULID of a millisecond. */
  ulid: (atMs: number): string => ulid(atMs),
  randomHex: (bytes: number): string => randomBytes(bytes).toString('hex'),
  get table(): Table {
    return (table ??= dynamoTable(setting('TABLE_NAME'), new DynamoDBClient({ maxAttempts: 3 })))
  },
}
