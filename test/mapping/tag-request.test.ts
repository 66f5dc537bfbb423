import { describe, expect, it } from 'vitest'
import { CustomerId, PartnerId, TagRequestId, TransferId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { requestTag } from '../../shared/mapping/contract.ts'
import {
  accept,
  deny,
  endUnanswered,
  open,
  ownTagRequest,
  refuseAnother,
  request,
  stateAt,
  stateForOrganization,
  TagRequest,
  TagRequestState,
  transitions,
  withdraw,
} from '../../shared/mapping/tag-request.ts'
import { problemOf } from '../support/describe/problem-of.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const later = plusDays(at, 1)
const lapsesAt = plusDays(at, 15)
const transferId = TransferId.parse('trf_01J00000000000000000000000')
/** The organisation as the request found it, and after it has consented to a partner. */
const before = { consents: 2 }
const after = { consents: 3, consentedAt: later }

const asked = request(
  {
    tagRequestId: TagRequestId.parse('tag_01J00000000000000000000000'),
    customerId: CustomerId.parse('cus_01J00000000000000000000000'),
    partnerId: PartnerId.parse('ptr_01J00000000000000000000000'),
    domain: 'baan.co.th',
    ...before,
  },
  at,
)

const inState: Record<TagRequestState, TagRequest> = {
  open: asked,
  mapped: accept(asked, undefined, later),
  denied: deny(asked, later),
  lapsed: { ...asked, state: 'lapsed', closedAt: lapsesAt },
  withdrawn: withdraw(asked, later),
  overtaken: { ...asked, state: 'overtaken', closedAt: later },
}

const decisions = {
  mapped: (tagRequest: TagRequest) => accept(open(tagRequest, before, later), undefined, later),
  denied: (tagRequest: TagRequest) => deny(open(tagRequest, before, later), later),
  withdrawn: (tagRequest: TagRequest) => withdraw(open(tagRequest, before, later), later),
  lapsed: (tagRequest: TagRequest) => endUnanswered(tagRequest, before, lapsesAt),
  overtaken: (tagRequest: TagRequest) => endUnanswered(tagRequest, after, later),
} as const

describe('a tag request', () => {
  it('R14 lapses 15 days of 24 hours after it was made', () => {
    expect(asked).toMatchObject({ state: 'open', createdAt: at, lapsesAt: '2026-03-16T09:00:00.000Z' })
  })

  it.each(['mapped', 'denied', 'withdrawn', 'lapsed', 'overtaken'] as const)(
    'R14 %s: keeps what was asked, and says when it was closed',
    (state) => {
      const closedAt = state === 'lapsed' ? lapsesAt : later
      expect(TagRequest.parse(decisions[state](asked))).toStrictEqual({ ...asked, state, closedAt })
    },
  )

  it('R14 names the transfer that it began', () => {
    expect(accept(asked, transferId, later)).toMatchObject({ state: 'mapped', transferId })
    expect(inState.mapped).not.toHaveProperty('transferId')
  })

  it.each([
    ['a message of more than 500 characters', 'x'.repeat(501)],
    ['an empty message', ' '],
    ['what looks like a card number (R43)', 'Pay 5555-5555-5555-4444 first.'],
  ])('refuses %s', (_what, message) => {
    const { input } = requestTag.declaration
    expect(input.safeParse({ domain: 'baan.co.th', message: 'Hello.' }).success).toBe(true)
    expect(input.safeParse({ domain: 'baan.co.th', message }).success).toBe(false)
  })
})

describe('deciding about a tag request', () => {
  const states = TagRequestState.options
  const closings = ['mapped', 'denied', 'withdrawn', 'lapsed', 'overtaken'] as const
  const cases = states.flatMap((state) => closings.map((decision) => ({ state, decision })))

  it.each(cases)('R14 $state → $decision: only an open one is closed, and once', ({ state, decision }) => {
    const decide = () => decisions[decision](inState[state])
    if (state === 'open') expect(decide()).toMatchObject({ state: decision })
    else if (decision === 'lapsed' || decision === 'overtaken') expect(decide()).toBeUndefined()
    else expect(problemOf(decide)).toEqual({ code: 'tag-request-closed', details: { state } })
  })

  it('R14 declares the same transitions', () => {
    const lawful: readonly (readonly [string, readonly string[]])[] = Object.entries(transitions)
    for (const { state, decision } of cases)
      expect(Object.fromEntries(lawful)[state]?.includes(decision)).toBe(state === 'open')
  })

  it.each([
    ['has lapsed', before, lapsesAt, 'lapsed'],
    ['was overtaken', after, later, 'overtaken'],
  ] as const)('R14 is refused once it %s, whether or not a job ran', (_how, customer, decidedAt, state) => {
    const refused = problemOf(() => open(asked, customer, decidedAt))
    expect(refused).toEqual({ code: 'tag-request-closed', details: { state } })
  })
})

describe('the state of a tag request', () => {
  it.each([
    ['when made', before, at, 'open'],
    ['1 ms before 15 days', before, plusMillis(lapsesAt, -1), 'open'],
    ['after 15 days', before, lapsesAt, 'lapsed'],
    ['once the organisation consented', after, later, 'overtaken'],
    ['once it consented, after 15 days too', after, lapsesAt, 'overtaken'],
    ['after 15 days, although it consented then', { consents: 3, consentedAt: lapsesAt }, lapsesAt, 'lapsed'],
  ] as const)('R14 %s: it is computed when read', (_when, customer, readAt, state) => {
    expect(stateAt(asked, customer, readAt)).toBe(state)
    const ended = endUnanswered(asked, customer, readAt)
    if (state === 'open') expect(ended).toBeUndefined()
    else expect(ended).toMatchObject({ state, closedAt: state === 'overtaken' ? later : readAt })
  })

  it.each(TagRequestState.options.filter((state) => state !== 'open'))(
    'R14 %s: it stays so, whatever the organisation does later',
    (state) => {
      expect(stateAt(inState[state], after, plusDays(lapsesAt, 1_000))).toBe(state)
    },
  )

  it.each(TagRequestState.options)(
    'R8 %s: the organisation sees one of a partner that is not active as withdrawn while it is open',
    (state) => {
      const seen = stateForOrganization(inState[state], before, { status: 'deactivated' }, later)
      expect(seen).toBe(state === 'open' ? 'withdrawn' : state)
      expect(stateForOrganization(inState[state], before, { status: 'active' }, later)).toBe(state)
    },
  )

  it('R14 shows the partner when it lapsed, before a job records it', () => {
    const shown = ownTagRequest(asked, before, plusDays(lapsesAt, 1))
    expect(shown).toMatchObject({ state: 'lapsed', closedAt: lapsesAt })
    expect(ownTagRequest(asked, before, later)).not.toHaveProperty('closedAt')
  })
})

describe('another tag request of the same partner', () => {
  const waits = {
    open: { code: 'tag-request-open', details: {} },
    denied: { code: 'tag-request-too-soon', details: { retryAt: plusDays(later, 30) } },
    lapsed: { code: 'tag-request-too-soon', details: { retryAt: plusDays(lapsesAt, 30) } },
    mapped: undefined,
    withdrawn: undefined,
    overtaken: undefined,
  } as const

  it.each(TagRequestState.options)('R14 after one that is %s', (state) => {
    const refused = problemOf(() => refuseAnother(inState[state], before, later))
    expect(refused).toEqual(waits[state])
  })

  it.each([
    ['denied', inState.denied, plusDays(later, 30)],
    ['lapsed', inState.lapsed, plusDays(lapsesAt, 30)],
    ['lapsed, not recorded', asked, plusDays(lapsesAt, 30)],
  ] as const)('R14 waits 30 days from when it was %s', (_how, tagRequest, retryAt) => {
    const early = problemOf(() => refuseAnother(tagRequest, before, plusMillis(retryAt, -1)))
    expect(early).toEqual({ code: 'tag-request-too-soon', details: { retryAt } })
    expect(problemOf(() => refuseAnother(tagRequest, before, retryAt))).toBeUndefined()
  })

  it('R14 need not wait where the organisation consented since, recorded or not', () => {
    expect(problemOf(() => refuseAnother(asked, after, later))).toBeUndefined()
  })
})
