import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LOOPBACK, freePort } from './loopback.ts'
import { laptopSetting } from './settings.ts'

const READY_WITHIN_MS = 10_000
const READY_WORDS = 'listening on'
const MOST_HEARD = 2_000
const PORT_IS_TAKEN = 'is already in use'
const ATTEMPTS = 4

const MISSING = `No DynamoDB for this machine (${process.platform}-${process.arch}). Either
  - point AWS_ENDPOINT_URL_DYNAMODB at a running DynamoDB-compatible server, or
  - put the "dynoxide" program on the PATH (https://github.com/nubo-db/dynoxide).
On linux-x64 it comes with "npm ci"; run that again without --omit=optional.`

// The database must end when the laptop is killed: the shell ends it when the laptop's end of the pipe closes.
const LIFELINE = `exec 3<&0; "$@" </dev/null & child=$!; (cat <&3 >/dev/null; kill $child 2>/dev/null) & wait $child`

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const packagedProgram = (): string | undefined => {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    )
    return join(dirname(manifest), 'dynoxide')
  } catch {
    return undefined
  }
}

/** Finds the program of the embedded DynamoDB in its platform package or on the PATH; the error says what to do where it is in neither. */
export const findDynamoDbProgram = (): string => {
  const packaged = packagedProgram()
  const onPath = (laptopSetting('PATH') ?? '').split(delimiter).map((folder) => join(folder, 'dynoxide'))
  const found = [...(packaged === undefined ? [] : [packaged]), ...onPath].find(isExecutable)
  if (found === undefined) throw new Error(MISSING)
  return found
}

/** Waits until the program prints that it listens: a request could be answered by another process on the same port. */
const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    const fail = (how: string): void => reject(new Error(`The embedded DynamoDB ${how}: ${said.trim()}`))
    const tooLate = setTimeout(() => {
      child.stdin?.destroy()
      fail(`was not ready within ${READY_WITHIN_MS / 1_000} s`)
    }, READY_WITHIN_MS)
    child.once('error', () => fail('could not be started'))
    // What watches the pipe ends with it; then all that the program said is heard.
    child.once('exit', () => {
      clearTimeout(tooLate)
      child.stdin?.destroy()
    })
    child.once('close', () => fail('did not start'))
    const hear = (chunk: unknown): void => {
      said = `${said}${chunk}`.slice(-MOST_HEARD)
      if (!said.includes(READY_WORDS)) return
      clearTimeout(tooLate)
      resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })

/** What the program searches in its own file for each item that it writes and each page of a stream that it reads. */
const STREAM_INDEXES = `
CREATE INDEX IF NOT EXISTS stream_records_by_number ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
CREATE INDEX IF NOT EXISTS stream_records_by_shard ON _stream_records (table_name, shard_id, sequence_number);`

/** Adds the indexes that the program lacks: without them each write takes the longer the more was written before. */
const indexStream = (file: string): void => {
  const database = new DatabaseSync(file, { timeout: READY_WITHIN_MS })
  try {
    database.exec(STREAM_INDEXES)
  } finally {
    database.close()
  }
}

export interface DynamoDb {
  readonly endpoint: string
  stop(): Promise<void>
}

/** A DynamoDB in a process of its own. */
export interface DynamoDbProcess extends DynamoDb {
  /** Kills it at once, as a power failure would; its file stays. */
  kill(): Promise<void>
}

export interface DynamoDbOptions {
  /** The database file; by default the data is in memory. */
  readonly file?: string
  /** The port, or the next free one; by default any. */
  readonly port?: number
}

const startOn = async (port: number, file: string | undefined): Promise<DynamoDbProcess> => {
  const argv = ['--host', LOOPBACK, '--port', `${port}`, ...(file === undefined ? [] : ['--db-path', file])]
  const child = spawn('/bin/sh', ['-c', LIFELINE, 'sh', findDynamoDbProgram(), ...argv], {
    detached: true,
    stdio: 'pipe',
  })
  // Its output ends with the last process of its group, when its port and file are free again.
  const gone = once(child, 'close')
  await untilReady(child)
  if (file !== undefined) indexStream(file)
  const stop = async (): Promise<void> => {
    child.stdin.destroy()
    await gone
  }
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await gone
  }
  return { endpoint: `http://${LOOPBACK}:${port}`, stop, kill }
}

/** Starts it on the port that is chosen, and chooses again where somebody took that one in between. */
export const startWhereFree = async (
  choose: () => Promise<number>,
  file?: string,
): Promise<DynamoDbProcess> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await startOn(await choose(), file)
    } catch (failure) {
      if (attempt === ATTEMPTS || !String(failure).includes(PORT_IS_TAKEN)) throw failure
    }
}

/** Starts the embedded DynamoDB and waits until it answers. */
export const startEmbeddedDynamoDb = ({ file, port = 0 }: DynamoDbOptions = {}): Promise<DynamoDbProcess> => {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true })
  return startWhereFree(() => freePort(port), file)
}

/** Starts the embedded DynamoDB; nothing is started where AWS_ENDPOINT_URL_DYNAMODB names another. */
export const startDynamoDb = async (options: DynamoDbOptions = {}): Promise<DynamoDb> => {
  const given = laptopSetting('AWS_ENDPOINT_URL_DYNAMODB')
  if (given !== undefined) return { endpoint: given, stop: async () => {} }
  return startEmbeddedDynamoDb(options)
}
