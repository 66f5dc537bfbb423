import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { cursorInvalid } from '../kernel/problems.ts'
import type { Position } from './table.ts'

const LIFETIME_MS = 24 * 3_600_000
const Signed = z.strictObject({ position: z.record(z.string(), z.string()), expires: z.int() })

const signature = (key: string, scope: string, payload: string): Buffer =>
  createHmac('sha256', key).update(scope).update('\0').update(payload).digest()

/** Makes an opaque cursor of a page's position; it is valid for a day, and only for the scope (operation, caller, query) that it was made for. */
export const sealCursor = (key: string, scope: string, position: Position, nowMs: number): string => {
  const payload = Buffer.from(JSON.stringify({ position, expires: nowMs + LIFETIME_MS })).toString(
    'base64url',
  )
  return `${payload}.${signature(key, scope, payload).toString('base64url')}`
}

/** The position inside a cursor; refuses one that was changed, made for another scope or has expired. */
export const openCursor = (key: string, scope: string, cursor: string, nowMs: number): Position => {
  const [payload = '', given = '', ...more] = cursor.split('.')
  const expected = signature(key, scope, payload)
  const actual = Buffer.from(given, 'base64url')
  const isAltered = more.length > 0 || actual.toString('base64url') !== given
  if (isAltered || actual.length !== expected.length || !timingSafeEqual(actual, expected))
    throw cursorInvalid()
  const { position, expires } = Signed.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  if (expires < nowMs) throw cursorInvalid()
  return position
}
