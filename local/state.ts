import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { readJsonFile } from './files.ts'
import { laptopSetting } from './settings.ts'

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '..')

/** The folder of the data of `npm start`; LAPTOP_STATE_DIR sets another one. */
export const STATE_DIR = laptopSetting('LAPTOP_STATE_DIR') ?? join(ROOT, '.local')

/** The addresses of the parts of a running laptop. */
export const Addresses = z.object({
  api: z.url(),
  console: z.url(),
  issuer: z.url(),
  mail: z.url(),
  /** As `host:port`. */
  dns: z.string(),
  table: z.url(),
  control: z.url(),
  inbox: z.url(),
  payments: z.url(),
})
export type Addresses = z.infer<typeof Addresses>

/** The file in which other programs find the addresses. */
export const addressesFile = (stateDir: string): string => join(stateDir, 'addresses.json')

const isBusy = (failure: unknown): boolean =>
  failure instanceof Error && 'errcode' in failure && failure.errcode === 5

/** Locks the state for this process until it releases the lock or is killed; `undefined` where another process has the lock. */
export const lockState = (stateDir: string): { release(): void } | undefined => {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(stateDir, 'running.lock'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return { release: () => lock.close() }
  } catch (failure) {
    lock.close()
    if (isBusy(failure)) return undefined
    throw failure
  }
}

/** Whether a laptop with this state runs or is starting. */
export const isStateLocked = (stateDir: string): boolean => {
  const lock = lockState(stateDir)
  lock?.release()
  return lock === undefined
}

/** The addresses of the running laptop; the error says how to start it where none runs. */
export const runningAddresses = async (stateDir = STATE_DIR): Promise<Addresses> => {
  const addresses = readJsonFile(addressesFile(stateDir), Addresses.optional(), undefined)
  const alive =
    addresses !== undefined &&
    (await fetch(`${addresses.control}/health`).then(
      (response) => response.ok,
      () => false,
    ))
  if (!alive) throw new Error('The laptop is not running: start it with "npm start" and keep it running.')
  return addresses
}
