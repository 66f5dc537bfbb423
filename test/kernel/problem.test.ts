import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defectDetails, problemDetails, statusOf } from '../../functions/edge/problem-details.ts'
import { Problem, problem } from '../../shared/kernel/problem.ts'
import { accessRevoked, unavailable } from '../../shared/kernel/problems.ts'
import { Instant } from '../../shared/kernel/time.ts'

const revokedAt = Instant.parse('2026-03-01T09:30:00.000Z')

describe('a problem', () => {
  it('is an error that knows its type and details', () => {
    const refusal = accessRevoked({ revokedAt })
    expect(refusal).toBeInstanceOf(Problem)
    expect(refusal.message).toBe('access-revoked')
    expect(refusal.type.code).toBe('access-revoked')
    expect(refusal.details).toEqual({ revokedAt })
  })

  it('cannot name a detail that problem details have already', () => {
    const words = { kind: 'conflict', title: 'Title', advice: 'Advice' } as const
    // @ts-expect-error `status` is a member of RFC 9457
    expect(problem('code', words, { status: z.string() }).code).toBe('code')
  })

  it('reads as RFC 9457', async () => {
    const { statusCode, headers, body } = await problemDetails(
      accessRevoked({ revokedAt }),
      'request-1',
      'en',
    )
    expect(statusCode).toBe(403)
    expect(headers).toEqual({
      'content-type': 'application/problem+json',
      'content-language': 'en',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Language',
      'cache-control': 'no-store',
    })
    expect(JSON.parse(body)).toEqual({
      type: '/problems/access-revoked',
      title: 'The organisation has revoked your access',
      status: 403,
      detail: 'Only the administrators of the organisation can grant it again.',
      instance: 'urn:request:request-1',
      revokedAt,
    })
  })

  it('says when to try again', async () => {
    const { statusCode, headers } = await problemDetails(
      unavailable({ retryAfterSeconds: 3 }),
      'request-1',
      'en',
    )
    expect(statusCode).toBe(503)
    expect(headers).toMatchObject({ 'retry-after': '3' })
  })

  it('tells of a defect nothing but the request id', async () => {
    const { statusCode, body } = await defectDetails('request-1', 'en')
    expect(statusCode).toBe(500)
    expect(JSON.parse(body)).toMatchObject({
      type: 'about:blank',
      status: 500,
      instance: 'urn:request:request-1',
    })
  })

  it('has a status of its own for each kind', () => {
    const statuses = Object.values(statusOf)
    expect(new Set(statuses).size).toBe(statuses.length)
    expect(statuses.every((status) => status >= 400 && status < 600)).toBe(true)
  })
})
