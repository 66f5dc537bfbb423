import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId, PersonId, SessionId } from '../../shared/kernel/id.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { Instant, plusMillis, toMillis } from '../../shared/kernel/time.ts'
import {
  close,
  open,
  openSession,
  renew,
  stateAt,
  type ManagementSession,
} from '../../shared/management/session.ts'

const HOUR_MS = 3_600_000
const ULID = `01J${'0'.repeat(23)}`
const at = Instant.parse('2026-03-01T09:30:00.000Z')
const later = (millis: number): Instant => plusMillis(at, millis)
const rights = { access: { version: 3 }, person: { version: 5 } }
const opened = open(
  {
    sessionId: SessionId.parse(`ses_${ULID}`),
    customerId: CustomerId.parse(`cus_${ULID}`),
    email: EmailAddress.parse('admin@partner.example'),
    personId: PersonId.parse(`per_${ULID}`),
    partnerId: PartnerId.parse(`ptr_${ULID}`),
    accessVersion: 3,
    personVersion: 5,
  },
  at,
)

describe('a management session', () => {
  it.each<[string, ManagementSession | undefined, object, number, string]>([
    ['that was never opened', undefined, {}, 0, 'none'],
    ['at its first instant', opened, {}, 0, 'open'],
    ['a millisecond before its end', opened, {}, HOUR_MS - 1, 'open'],
    ['at its end', opened, {}, HOUR_MS, 'expired'],
    ['that was closed', close(opened), {}, 0, 'closed'],
    ['that was closed, after its end', close(opened), {}, HOUR_MS, 'closed'],
    ['under another version of the access', opened, { access: { version: 4 } }, 0, 'ended'],
    ['under another version of the person', opened, { person: { version: 6 } }, 0, 'ended'],
    ['of somebody who is no person any more', opened, { person: undefined }, 0, 'ended'],
    ['of a customer without access', opened, { access: undefined }, 0, 'ended'],
    ['that ended, after its time', opened, { access: { version: 4 } }, HOUR_MS, 'ended'],
  ])('R50 R60 %s', (_which, session, changed, millis, state) => {
    const found = stateAt(session, { ...rights, ...changed }, later(millis))
    expect(found).toBe(state)
    const use = () => openSession(session, { ...rights, ...changed }, later(millis))
    if (state === 'open') expect(use()).toBe(session)
    else expect(use).toThrow(Problem)
  })

  it.each([
    [0, HOUR_MS],
    [HOUR_MS - 1, 2 * HOUR_MS - 1],
    [7 * HOUR_MS, 8 * HOUR_MS],
    [7.5 * HOUR_MS, 8 * HOUR_MS],
  ])('R50 renewed %d ms after it was opened ends after %d ms', (after, end) => {
    const renewed = renew(opened, { reason: undefined }, later(after))
    expect(toMillis(renewed.endsAt) - toMillis(at)).toBe(end)
    expect(renewed).toMatchObject({
      sessionId: opened.sessionId,
      openedAt: at,
      latestEndsAt: later(8 * HOUR_MS),
    })
  })

  it('keeps its reason unless another is given', () => {
    const withReason = { ...opened, reason: 'First' }
    expect(renew(withReason, { reason: undefined }, at).reason).toBe('First')
    expect(renew(withReason, { reason: 'Second' }, at).reason).toBe('Second')
  })
})
