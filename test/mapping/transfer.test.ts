import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId, PersonId, TransferId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import {
  begin,
  cancel,
  complete,
  dueOf,
  isOpen,
  isToComplete,
  keep,
  object,
  objected,
  obstacleOf,
  open,
  reminderAt,
  Transfer,
  TransferState,
  transitions,
  type TransferIn,
} from '../../shared/mapping/transfer.ts'
import { transferLine, transferShown, transferView } from '../../shared/mapping/transfer-view.ts'
import { stranger } from '../../shared/people/person.ts'
import { problemOf } from '../support/describe/problem-of.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const later = plusDays(at, 1)
const from = PartnerId.parse('ptr_01JN7ZK3M0000000000000000A')
const to = PartnerId.parse('ptr_01JN7ZK3M0000000000000000B')
const third = PartnerId.parse('ptr_01JN7ZK3M0000000000000000C')
const facts = {
  transferId: TransferId.parse('trf_01JN7ZK3M0000000000000000A'),
  customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
  domain: 'baan.co.th',
  organizationName: 'Baan',
  from,
  before: 'Siam Cloud',
  to,
  after: 'Lisboa Nuvem',
}
const why = 'Our contract runs until May.'
const pending = begin(facts, at)
const contested = object(pending, from, why, later)

const inState: { readonly [S in TransferState]: TransferIn<S> } = {
  pending,
  objected: contested,
  completed: complete(pending, pending.completesAt),
  kept: keep(contested, later, 'The contract.'),
  cancelled: cancel(pending, 'consent-withdrawn', later),
}

const decisions = {
  objected: (transfer: Transfer) => object(transfer, from, why, later),
  completed: (transfer: Transfer) => complete(open(transfer, later), later),
  kept: (transfer: Transfer) => keep(objected(transfer, later), later, 'The contract.'),
  cancelled: (transfer: Transfer) => cancel(open(transfer, later), 'consent-withdrawn', later),
} as const

describe('R14 deciding about a transfer', () => {
  const cases = TransferState.options.flatMap((state) =>
    (['objected', 'completed', 'kept', 'cancelled'] as const).map((decision) => ({ state, decision })),
  )
  const isLawful = ({ state, decision }: (typeof cases)[number]): boolean =>
    transitions[state].some((next: TransferState) => next === decision)

  it.each(cases)('R14 $state → $decision', ({ state, decision }) => {
    const decide = () => decisions[decision](inState[state])
    if (isLawful({ state, decision })) expect(decide()).toMatchObject({ ...facts, state: decision })
    else if (state === 'pending') expect(problemOf(decide)).toEqual({ code: 'not-objected', details: {} })
    else expect(problemOf(decide)).toEqual({ code: 'transfer-closed', details: { state } })
  })

  it('R14 declares the same transitions', () =>
    expect(cases.filter(isLawful).map(({ state, decision }) => `${state} → ${decision}`)).toEqual([
      'pending → objected',
      'pending → completed',
      'pending → cancelled',
      'objected → completed',
      'objected → kept',
      'objected → cancelled',
    ]))

  it.each(TransferState.options)('R14 keeps what it has learnt, and parses: %s', (state) =>
    expect(Transfer.parse(inState[state])).toEqual(inState[state]),
  )

  it('R14 keeps the objection and the note of what support decides', () => {
    const objection = { objectedAt: later, objection: why }
    expect(complete(contested, later, 'No contract.')).toEqual({
      ...pending,
      ...objection,
      state: 'completed',
      closedAt: later,
      note: 'No contract.',
    })
    expect(inState.kept).toMatchObject({ ...objection, note: 'The contract.' })
    expect(cancel(contested, 'new-partner-deactivated', later, 'No contract.')).toMatchObject({
      ...objection,
      reason: 'new-partner-deactivated',
      note: 'No contract.',
    })
  })
})

describe('R14 the seven days', () => {
  it('are 7 × 24 hours from the consent', () => expect(pending.completesAt).toBe('2026-03-08T09:00:00.000Z'))

  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('at their end %+i ms it is to be completed, and nobody objects or cancels any more', (millis, over) => {
    const then = plusMillis(pending.completesAt, millis)
    expect(isToComplete(pending, then)).toBe(over)
    const closed = { code: 'transfer-closed', details: { state: 'completed' } }
    expect(problemOf(() => object(pending, from, why, then))).toEqual(over ? closed : undefined)
    expect(problemOf(() => open(pending, then))).toEqual(over ? closed : undefined)
  })

  it.each(['objected', 'completed', 'kept', 'cancelled'] as const)(
    'end nothing of a transfer that is %s',
    (state) => expect(isToComplete(inState[state], plusDays(at, 100))).toBe(false),
  )

  it('after an objection it stays open until support decides', () =>
    expect(open(contested, plusDays(at, 100))).toBe(contested))

  it('R14 what is due is the completion, then the second mail to support seven days after the objection', () => {
    expect(dueOf(pending)).toBe(pending.completesAt)
    expect(dueOf(contested)).toBe(plusDays(later, 7))
    expect(reminderAt(contested)).toBe(plusDays(later, 7))
  })

  it('it is open while it is pending or objected to', () =>
    expect(TransferState.options.filter((state) => isOpen(inState[state]))).toEqual(['pending', 'objected']))
})

describe('R14 who objects', () => {
  it.each(TransferState.options)('never the new partner, and a third sees nothing: %s', (state) => {
    expect(problemOf(() => object(inState[state], to, why, later))?.code).toBe('objection-not-yours')
    expect(problemOf(() => object(inState[state], third, why, later))?.code).toBe('transfer-not-found')
  })
})

describe('R14 R17 what a transfer meets when it is completed', () => {
  const person = (partnerId?: PartnerId) => ({
    ...stranger({
      email: EmailAddress.parse('malee@baan.co.th'),
      personId: PersonId.parse('per_01JN7ZK3M0000000000000000A'),
    }),
    ...(partnerId ? { partner: { partnerId, status: 'active' as const, workplace: true } } : {}),
  })
  const active = { partnerId: to, status: 'active' } as const

  it.each([
    ['nothing', active, [undefined, person(), person(from)], undefined],
    ['a deactivated partner', { ...active, status: 'deactivated' } as const, [], 'new-partner-deactivated'],
    [
      'an administrator who is a member',
      active,
      [person(), person(to)],
      'partner-member-is-organization-admin',
    ],
  ])('%s', (_what, partner, administrators, obstacle) =>
    expect(obstacleOf(partner, administrators)).toBe(obstacle),
  )
})

describe('what is shown of a transfer', () => {
  const stored = { ...contested, version: 2, auditHash: 'x', auditAt: at }
  const shown = {
    transferId: facts.transferId,
    state: 'objected',
    domain: 'baan.co.th',
    organizationName: 'Baan',
    from: { partnerId: from, companyName: 'Siam Cloud' },
    to: { partnerId: to, companyName: 'Lisboa Nuvem' },
    createdAt: at,
    completesAt: pending.completesAt,
    objectedAt: later,
    objection: why,
  }
  it('to support', () => expect(transferView(stored)).toEqual({ ...shown, customerId: facts.customerId }))
  it.each([
    [from, 'former'],
    [to, 'new'],
  ] as const)('to the partners: nothing of the organisation but its domain and name', (partnerId, role) =>
    expect(transferLine(stored, partnerId)).toEqual({ ...shown, role }),
  )
  it('in the answers about the organisation', () =>
    expect(transferShown(stored)).toEqual({
      transferId: facts.transferId,
      state: 'objected',
      completesAt: pending.completesAt,
    }))
})
