import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import * as z from 'zod'
import { canonicalEmail } from '../shared/kernel/email-address.ts'

const Row = z.object({ payload: z.string() })
const Payload = z.custom<AdapterPayload>((value) => typeof value === 'object' && value !== null)
const Person = z.object({ sub: z.string(), email: z.string() })
/** Someone who has signed in here, or for whom a token was asked. */
export type Person = z.infer<typeof Person>

const SCHEMA = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS kept (
  model TEXT, id TEXT, payload TEXT NOT NULL, endsAt INTEGER, uid TEXT, userCode TEXT, grantId TEXT,
  PRIMARY KEY (model, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS keptByGrant ON kept (grantId);
CREATE TABLE IF NOT EXISTS person (sub TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);`

const seconds = (): number => Math.floor(Date.now() / 1_000)

export interface IssuerStore {
  adapter(model: string): Adapter
  /** The person of an e-mail, whose subject is the same for ever: a hash of the address. */
  personByEmail(email: string): Person
  personBySub(sub: string): Person | undefined
  /** The kept value of that name, made when first asked for. */
  secret(name: string, make: () => Promise<string>): Promise<string>
  close(): void
}

/** Opens the issuer's sessions, grants, refresh tokens, people and keys in `issuer.db`, so that they outlive a restart. */
export const openIssuerStore = (stateDir: string): IssuerStore => {
  mkdirSync(stateDir, { recursive: true })
  const database = new DatabaseSync(join(stateDir, 'issuer.db'))
  database.exec(SCHEMA)
  database.prepare('DELETE FROM kept WHERE endsAt <= ?').run(seconds())

  const adapter = (model: string): Adapter => {
    const one = (column: 'id' | 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
      const found = database
        .prepare(
          `SELECT payload FROM kept WHERE model = ? AND ${column} = ? AND (endsAt IS NULL OR endsAt > ?)`,
        )
        .get(model, value, seconds())
      return found === undefined ? undefined : Payload.parse(JSON.parse(Row.parse(found).payload))
    }
    return {
      find: async (id) => one('id', id),
      findByUid: async (uid) => one('uid', uid),
      findByUserCode: async (userCode) => one('userCode', userCode),
      upsert: async (id, payload, expiresIn) => {
        const { uid = null, userCode = null, grantId = null } = payload
        database
          .prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(
            model,
            id,
            JSON.stringify(payload),
            expiresIn === undefined ? null : seconds() + expiresIn,
            uid,
            userCode,
            grantId,
          )
      },
      consume: async (id) => {
        database
          .prepare(`UPDATE kept SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`)
          .run(seconds(), model, id)
      },
      destroy: async (id) => {
        database.prepare('DELETE FROM kept WHERE model = ? AND id = ?').run(model, id)
      },
      revokeByGrantId: async (grantId) => {
        database.prepare('DELETE FROM kept WHERE grantId = ?').run(grantId)
      },
    }
  }

  const personBySub = (sub: string): Person | undefined => {
    const found = database.prepare('SELECT sub, email FROM person WHERE sub = ?').get(sub)
    return found === undefined ? undefined : Person.parse(found)
  }

  return {
    adapter,
    personBySub,
    personByEmail: (email) => {
      const address = canonicalEmail(email)
      if (address === undefined) throw new Error(`"${email}" is not an e-mail address.`)
      const sub = createHash('sha256').update(address).digest('hex').slice(0, 32)
      database.prepare('INSERT OR IGNORE INTO person VALUES (?, ?)').run(sub, address)
      return { sub, email: address }
    },
    secret: async (name, make) => {
      const find = database.prepare('SELECT value AS payload FROM secret WHERE name = ?')
      const kept = find.get(name)
      if (kept !== undefined) return Row.parse(kept).payload
      const value = await make()
      database.prepare('INSERT INTO secret VALUES (?, ?)').run(name, value)
      return value
    },
    close: () => database.close(),
  }
}
