import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { OutboxId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { mail } from '../../shared/notifications/mail.ts'
import {
  MAIL_REPORTS,
  MAIL_STATES,
  MailEvent,
  MESSAGES,
  reported,
  reportOf,
} from '../../shared/notifications/mail-report.ts'
import {
  againPending,
  done,
  failed,
  lease,
  newEntry,
  notDone,
  uncertain,
  type OutboxEntry,
} from '../../shared/notifications/outbox.ts'
import { resolve, Resolution } from '../../shared/notifications/resolution.ts'

const at = Instant.parse('2026-03-16T09:30:00.000Z')
const REAL_MS = Date.parse(at)
const outboxId = OutboxId.parse('obx_01ARZ3NDEKTSV4RRFFQ69G5FAV')
const to = { email: EmailAddress.parse('malee@example.co.th'), language: 'en' } as const

type State = (typeof MAIL_STATES)[number]
type Message = (typeof MESSAGES)[number]
type Report = (typeof MAIL_REPORTS)[number]

/** An effect whose first message came back and was sent again by staff, on its second attempt. */
const leased = lease(
  {
    ...newEntry(outboxId, mail('application-approved', to, { companyName: 'Siam Cloud' }), at, REAL_MS),
    attempts: 1,
    earlierMessageIds: ['first'],
  },
  at,
)
const effectIn: Readonly<Record<State, OutboxEntry>> = {
  pending: notDone(leased, at, 'TooManyRequestsException'),
  leased,
  accepted: done(leased, at, 'second'),
  delivered: { ...done(leased, at, 'second'), deliveredAt: at },
  uncertain: uncertain(leased, at, 'TimeoutError'),
  failed: { ...failed(leased, at, 'Bounce'), messageId: 'second' },
  'given-up': { ...done(leased, at, 'second'), state: 'given-up' },
}
const about = {
  current: { messageId: 'second', attempt: 2 },
  earlier: { messageId: 'first', attempt: undefined },
  unknown: { messageId: 'third', attempt: undefined },
} as const satisfies Record<Message, unknown>

const stateOf = ({ state, deliveredAt }: OutboxEntry): string =>
  state === 'done' ? (deliveredAt ? 'delivered' : 'accepted') : state

const after = (state: State, message: Message, kind: Report): string => {
  const entry = effectIn[state]
  return stateOf(reported(entry, { kind, reason: kind, outboxId, ...about[message] }, at) ?? entry)
}

const pageOf = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

/** The table of the page, by message and report: the next state in the order of `MAIL_STATES`, `·` where it stays. */
const documented = (): Map<string, string[]> =>
  new Map(
    pageOf('programme.md')
      .split('\n')
      .filter((line) => /^\| (?:current|earlier|unknown) /.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .map(([message = '', report = '', ...cells]) => [`${message} ${report}`, cells]),
  )

describe('what becomes of a mail by what is reported of it', () => {
  const table = documented()

  it.each(MESSAGES.flatMap((message) => MAIL_REPORTS.map((kind) => [message, kind] as const)))(
    'the %s message, %s: the next state from every state, as in the programme’s table',
    (message, kind) => {
      const cells = table.get(`${message} ${kind}`)
      const expected = MAIL_STATES.map((state, place) => (cells?.[place] === '·' ? state : cells?.[place]))
      expect(MAIL_STATES.map((state) => after(state, message, kind))).toEqual(expected)
    },
  )

  it('has a row for each message and report and no other', () => {
    expect(table.size).toBe(MESSAGES.length * MAIL_REPORTS.length)
  })

  it('says nothing of an effect that is no mail', () => {
    const entry: OutboxEntry = {
      ...leased,
      effect: {
        kind: 'tell-organizations',
        partnerId: PartnerId.parse('ptr_01ARZ3NDEKTSV4RRFFQ69G5FAV'),
        companyName: 'A',
      },
    }
    expect(reported(entry, { kind: 'delivery', reason: '', outboxId, ...about.current }, at)).toBeUndefined()
  })

  it('takes a mail that came back out of what expires', () => {
    expect(effectIn.accepted).toHaveProperty('expiresAt')
    const back = reported(
      effectIn.accepted,
      { kind: 'hard-bounce', reason: 'Bounce', outboxId, ...about.current },
      at,
    )
    expect(back).toMatchObject({ state: 'failed', reason: 'Bounce', messageId: 'second' })
    expect(back).not.toHaveProperty('expiresAt')
  })
})

describe('which message a report is about', () => {
  it.each([
    ['its id, whatever the tag', { messageId: 'second', attempt: undefined }, 'failed'],
    ['the id of an earlier message, whatever the tag', { messageId: 'first', attempt: 2 }, 'accepted'],
    ['the attempt, where the id was never learned', { messageId: 'third', attempt: 1 }, 'accepted'],
    ['the attempt of the newest', { messageId: 'third', attempt: 2 }, 'failed'],
    ['neither', { messageId: 'third', attempt: undefined }, 'accepted'],
  ])('is told by %s', (_by, report, state) => {
    const entry = effectIn.accepted
    const next = reported(entry, { kind: 'hard-bounce', reason: 'Bounce', outboxId, ...report }, at)
    expect(stateOf(next ?? entry)).toBe(state)
  })

  it('is the only one there can be after one attempt', () => {
    const entry = { ...effectIn.accepted, attempts: 1 }
    const report = { kind: 'hard-bounce', reason: 'Bounce', outboxId, ...about.unknown } as const
    expect(reported(entry, report, at)).toMatchObject({ state: 'failed' })
  })
})

describe('what an event of the mail service reports', () => {
  const event = (
    eventType: string,
    more: object = {},
    tags: object = { outboxId: [outboxId], attempt: ['2'] },
  ) => MailEvent.parse({ detail: { eventType, mail: { messageId: 'm', tags }, ...more } }).detail

  const bounced = (bounceType: string, bounceSubType: string, ...recipients: object[]) => ({
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((more) => ({ emailAddress: to.email, ...more })),
    },
  })
  const KINDS_OF_SOFT_BOUNCES = [
    ['Transient', 'General'],
    ['Undetermined', 'Undetermined'],
    ['Something new', 'General'],
  ] as const
  it.each<[string, object, Report | undefined]>([
    ['Send', {}, 'send'],
    ['DeliveryDelay', { deliveryDelay: { delayType: 'MailboxFull' } }, 'delivery-delay'],
    ['Delivery', {}, 'delivery'],
    ...['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient', 'New'].map(
      (subtype): [string, object, Report] => ['Bounce', bounced('Permanent', subtype), 'hard-bounce'],
    ),
    ...[
      'MailboxFull',
      'MessageTooLarge',
      'CustomTimeoutExceeded',
      'ContentRejected',
      'AttachmentRejected',
    ].map((subtype): [string, object, Report] => ['Bounce', bounced('Transient', subtype), 'soft-bounce']),
    ...KINDS_OF_SOFT_BOUNCES.flatMap(([type, subtype]) => [
      ...[
        { action: 'failed', status: '4.4.7', diagnosticCode: 'smtp; 550 4.4.7 Message expired' },
        { action: 'failed', status: '5.4.4' },
        { action: 'Failed', status: '4.0.0 (undefined)' },
      ].map((failed): [string, object, Report] => [
        'Bounce',
        bounced(type, subtype, {}, failed),
        'soft-bounce',
      ]),
      ...[
        {},
        { action: null, status: null },
        { action: 'failed' },
        { action: 'failed', status: '' },
        { action: 'failed', status: '2.0.0' },
        { status: '4.4.7' },
        { action: 'delayed', status: '4.4.1' },
        { action: 'delivered', status: '2.1.5' },
        { action: 'relayed', status: '2.1.9' },
      ].map((said): [string, object, Report] => [
        'Bounce',
        bounced(type, subtype, said),
        'undetermined-bounce',
      ]),
    ]),
    ...KINDS_OF_SOFT_BOUNCES.flatMap(([type, subtype]) =>
      [bounced(type, subtype), { bounce: { bounceType: type } }].map((none): [string, object, Report] => [
        'Bounce',
        none,
        'undetermined-bounce',
      ]),
    ),
    ['Complaint', { complaint: { complaintFeedbackType: 'abuse' } }, 'complaint'],
    ['Complaint', { complaint: { complaintFeedbackType: null } }, 'complaint'],
    ['Complaint', { complaint: {} }, 'complaint'],
    ['Complaint', { complaint: { complaintFeedbackType: 'not-spam' } }, 'delivery'],
    ['Reject', { reject: { reason: 'Bad content' } }, 'reject'],
    ['Rendering Failure', { failure: {} }, 'rendering-failure'],
    ['Open', {}, undefined],
    ['Something new', {}, undefined],
  ])('%s %j is %s', (eventType, more, kind) => {
    expect(reportOf(event(eventType, more))?.kind).toBe(kind)
  })

  it('is about no mail of ours without our tag', () => {
    expect(reportOf(event('Bounce', {}, { 'ses:from-domain': ['example.com'] }))).toBeUndefined()
  })
})

describe('the diagram of an outbox entry', () => {
  const undelivered = (state: string): string => (/^(?:accepted|delivered)$/.test(state) ? 'done' : state)

  it('has every step that attempts, reports and staff can make, and no other', () => {
    const steps = new Set(['[*] --> pending'])
    const step = (from: string, to: string) => {
      if (undelivered(from) !== undelivered(to)) steps.add(`${undelivered(from)} --> ${undelivered(to)}`)
    }
    step('pending', lease(againPending(leased, at), at).state)
    for (const result of [
      done(leased, at),
      notDone(leased, at, ''),
      failed(leased, at, ''),
      uncertain(leased, at, ''),
    ])
      step('leased', result.state)
    for (const state of ['uncertain', 'failed'] as const)
      for (const resolution of Resolution.options) step(state, resolve(effectIn[state], resolution, at).state)
    for (const state of MAIL_STATES)
      for (const message of MESSAGES)
        for (const kind of MAIL_REPORTS) step(state, after(state, message, kind))
    const [, diagram = ''] = /### An outbox entry\n+```mermaid\n([^`]*)```/.exec(pageOf('programme.md')) ?? []
    const drawn = [...diagram.matchAll(/^ {2}(\S+ --> \S+?):? /gm)].map(([, drawn]) => drawn)
    expect([...new Set(drawn)].sort()).toEqual([...steps].sort())
  })
})

describe('an effect that was surely not done', () => {
  const later = (ms: number) => Instant.parse(new Date(REAL_MS + ms).toISOString())
  const HOUR = 3_600_000

  it('is tried again after as long as it was tried so far, from 30 seconds to an hour, for five days', () => {
    let entry = leased
    const waits: number[] = []
    let now = 0
    while (entry.state !== 'failed' && waits.length < 1_000) {
      entry = notDone(entry, later(now), 'AccessDeniedException')
      if (entry.dueAt === undefined) break
      waits.push(Date.parse(entry.dueAt) - REAL_MS - now)
      now = Date.parse(entry.dueAt) - REAL_MS
      entry = lease(entry, entry.dueAt)
    }
    expect(waits.slice(0, 5)).toEqual([30_000, 30_000, 60_000, 120_000, 240_000])
    expect(Math.max(...waits)).toBe(HOUR)
    expect(entry).toMatchObject({ state: 'failed', reason: 'AccessDeniedException' })
    expect(now).toBeGreaterThanOrEqual(5 * 24 * HOUR)
    expect(now).toBeLessThan(5 * 24 * HOUR + HOUR)
  })

  it('has five days again once staff had it sent again', () => {
    const tired = notDone(leased, later(200 * HOUR), 'AccessDeniedException')
    const again = lease(againPending(tired, later(300 * HOUR)), later(300 * HOUR))
    expect(notDone(again, later(300 * HOUR), 'AccessDeniedException')).toMatchObject({ state: 'pending' })
  })
})
