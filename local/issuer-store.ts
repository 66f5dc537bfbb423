import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type JWK, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import * as z from 'zod'
import { canonicalEmail } from '../shared/kernel/email-address.ts'
import { readJsonFile, writeJsonFile } from './files.ts'

const Jwk = z.looseObject({ kty: z.string(), kid: z.string() })

const makeSigningKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' }
}

/** The key that signs tokens; it is kept in `signing-key.json`, so that tokens stay valid after a restart. */
export const signingKeyOf = async (stateDir: string): Promise<z.infer<typeof Jwk>> => {
  const file = join(stateDir, 'signing-key.json')
  const kept = readJsonFile(file, Jwk.optional(), undefined)
  if (kept !== undefined) return kept
  const made = Jwk.parse(await makeSigningKey())
  writeJsonFile(file, made)
  return made
}

/** Keeps sessions, grants, codes and refresh tokens in memory: after a restart people sign in again. */
export const memoryAdapter = (): AdapterFactory => {
  const payloads = new Map<string, AdapterPayload>()
  return (model): Adapter => {
    const key = (id: string): string => `${model} ${id}`
    return {
      find: async (id) => payloads.get(key(id)),
      findByUid: async (wanted) =>
        payloads.values().find(({ kind, uid }) => kind === model && uid === wanted),
      findByUserCode: async () => undefined,
      upsert: async (id, payload) => void payloads.set(key(id), payload),
      consume: async (id) => {
        const payload = payloads.get(key(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000)
      },
      destroy: async (id) => void payloads.delete(key(id)),
      revokeByGrantId: async (wanted) => {
        for (const [id, { grantId }] of payloads) if (grantId === wanted) payloads.delete(id)
      },
    }
  }
}

/** A person who has signed in here, or for whom somebody requested a token. */
export interface Person {
  readonly sub: string
  readonly email: string
}

export interface People {
  /** The person of an e-mail address, whose subject is always the same: a hash of the address. */
  byEmail(email: string): Person
  bySub(sub: string): Person | undefined
}

/** The people who have signed in since the start. */
export const knownPeople = (): People => {
  const people = new Map<string, Person>()
  return {
    bySub: (sub) => people.get(sub),
    byEmail: (email) => {
      const address = canonicalEmail(email)
      if (address === undefined) throw new Error(`"${email}" is not an e-mail address.`)
      const sub = createHash('sha256').update(address).digest('hex').slice(0, 32)
      const person = { sub, email: address }
      people.set(sub, person)
      return person
    },
  }
}
