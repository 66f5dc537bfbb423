import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import * as z from 'zod'
import { cursorInvalid } from '../kernel/problems.ts'
import type { Position } from './table.ts'

const LIFETIME_MS = 24 * 3_600_000
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const TAG_BYTES = 16

/** The bytes of a cursor's nonce; two cursors with one nonce would tell about each other, so it is random. */
export const NONCE_BYTES = 12

const Sealed = z.strictObject({ position: z.record(z.string(), z.string()), expires: z.int() })

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'cursor', KEY_BYTES))

/** Makes an opaque cursor of a page's position; it is valid for a day, and only for the scope (operation, caller, query) that it was made for. */
export const sealCursor = (
  secret: string,
  scope: string,
  position: Position,
  { nowMs, nonce }: { readonly nowMs: number; readonly nonce: Buffer },
): string => {
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(scope))
  const text = JSON.stringify({ position, expires: nowMs + LIFETIME_MS })
  const sealed = [nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

const opened = (secret: string, scope: string, bytes: Buffer): string => {
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(scope)).setAuthTag(bytes.subarray(-TAG_BYTES))
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString()
  } catch {
    throw cursorInvalid()
  }
}

/** The position inside a cursor; refuses one that was changed, made for another scope or has expired. */
export const openCursor = (secret: string, scope: string, cursor: string, nowMs: number): Position => {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.toString('base64url') !== cursor) throw cursorInvalid()
  const { position, expires } = Sealed.parse(JSON.parse(opened(secret, scope, bytes)))
  if (expires < nowMs) throw cursorInvalid()
  return position
}
