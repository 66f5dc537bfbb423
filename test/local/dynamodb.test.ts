import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findDynamoDbProgram, startDynamoDb, startWhereFree } from '../../local/dynamodb.ts'
import { freePort } from '../../local/loopback.ts'

beforeEach(() => void vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined))
afterEach(() => void vi.unstubAllEnvs())

const client = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })

const createTable = async (endpoint: string): Promise<void> => {
  const definition = new CreateTableCommand({
    TableName: 'kept',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  })
  await client(endpoint).send(definition)
}

const tables = async (endpoint: string): Promise<string[] | undefined> =>
  (await client(endpoint).send(new ListTablesCommand({}))).TableNames

const isHere = (): boolean => {
  try {
    return findDynamoDbProgram() !== ''
  } catch {
    return false
  }
}

describe('the embedded DynamoDB', () => {
  it.runIf(isHere())('keeps a file over a restart, and nothing in memory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'table-'))
    for (const [file, expected] of [
      [join(folder, 'table.db'), ['kept']],
      [undefined, []],
    ] as const) {
      const options = file === undefined ? {} : { file }
      const before = await startDynamoDb(options)
      await createTable(before.endpoint)
      await before.stop()
      await expect(tables(before.endpoint)).rejects.toThrow()
      const after = await startDynamoDb(options)
      expect(await tables(after.endpoint)).toEqual(expected)
      await after.stop()
    }
    rmSync(folder, { recursive: true })
  })

  it('starts on another port where somebody takes the free one in between', async () => {
    const first = await startWhereFree(() => freePort(0))
    const taken = Number(new URL(first.endpoint).port)
    const ports = [taken, taken, await freePort(0)]
    const second = await startWhereFree(async () => ports.shift() ?? taken)
    expect(ports).toEqual([])
    await expect(startWhereFree(async () => taken)).rejects.toThrow('already in use')
    await Promise.all([first, second].map(({ stop }) => stop()))
    expect(second.endpoint).not.toBe(first.endpoint)
  })

  it('starts nothing where AWS_ENDPOINT_URL_DYNAMODB names another', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8000')
    const other = await startDynamoDb({ port: 1 })
    expect(other.endpoint).toBe('http://127.0.0.1:8000')
    await other.stop()
  })

  it('says what to do where there is no program for this machine', () => {
    vi.stubEnv('PATH', '')
    if (isHere()) return expect(findDynamoDbProgram()).toMatch(/dynoxide$/)
    expect(findDynamoDbProgram).toThrow('AWS_ENDPOINT_URL_DYNAMODB')
  })
})
