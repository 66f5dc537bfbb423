import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CustomerId, PartnerId, PersonId, SubscriptionRequestId } from '../../shared/kernel/id.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { add, type MappedCustomer } from '../../shared/customers/customer.ts'
import { map, unmap } from '../../shared/mapping/mapping.ts'
import {
  answer,
  ask,
  refuseAnother,
  stateOf,
  storeSubscriptionRequest,
  SubscriptionRequestState,
  transitions,
} from '../../shared/subscriptions/subscription-request.ts'
import { Storage } from '../../shared/subscriptions/storage.ts'
import { wishFaults, wishWords, type Wish } from '../../shared/subscriptions/wish.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const later = plusDays(at, 1)
const partnerId = PartnerId.parse('ptr_01J00000000000000000000000')
const otherId = PartnerId.parse('ptr_01J00000000000000000000001')
const code = '1'.repeat(39)
const customer: MappedCustomer = add(
  {
    customerId: CustomerId.parse('cus_01J00000000000000000000000'),
    partnerId,
    domain: 'baan.co.th',
    organizationName: 'Baan',
    country: 'TH',
    language: 'th',
    superAdmin: {
      firstName: 'Malee',
      lastName: 'Srisuk',
      email: EmailAddress.parse('malee@people.example.com'),
    },
    code,
  },
  at,
)
const wish = { plan: 'standard', licences: 10 } as const
const requestId = SubscriptionRequestId.parse('srq_01J00000000000000000000000')
const askedBy = PersonId.parse('per_01J00000000000000000000000')
const request = ask(customer, { requestId, askedBy, wish }, at)
const moved = map(customer, otherId, code)
const guard = { customerId: customer.customerId, requestId, mappings: request.mappings }
const done = { answer: 'done', note: 'From today on.' } as const
const declined = { answer: 'declined', note: 'Not before May.' } as const

const problemOf = (run: () => unknown) => {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.type.code, ...thrown.details }
    throw thrown
  }
  return undefined
}

/** A request in each state, and its customer as it is then. */
const inState = {
  open: { request, customer },
  done: { request: answer(request, customer, done, later), customer },
  declined: { request: answer(request, customer, declined, later), customer },
  ended: { request, customer: moved },
} as const satisfies Record<SubscriptionRequestState, object>

/** The decisions on a request, by the state that they lead to. */
const decisions = {
  done: (of: (typeof inState)[SubscriptionRequestState]) =>
    stateOf(answer(of.request, of.customer, done, later), of.customer),
  declined: (of: (typeof inState)[SubscriptionRequestState]) =>
    stateOf(answer(of.request, of.customer, declined, later), of.customer),
  ended: (of: (typeof inState)[SubscriptionRequestState]) =>
    stateOf(of.request, map(of.customer, otherId, code)),
} as const

describe('R40 a subscription request', () => {
  const cases = SubscriptionRequestState.options.flatMap((state) =>
    (['done', 'declined', 'ended'] as const).map((decision) => [state, decision] as const),
  )
  it.each(cases)('%s, then %s', (state, decision) => {
    const decide = () => decisions[decision](inState[state])
    const lawful = transitions[state].some((next) => next === decision)
    if (lawful) expect(decide()).toBe(decision)
    else if (decision === 'ended') expect(decide()).toBe(state)
    else expect(problemOf(decide)).toEqual({ code: 'subscription-request-closed', state })
  })

  it('moves as the programme draws it', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/programme.md'), 'utf8')
    const [, drawing = ''] = /### A subscription request[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(page) ?? []
    const drawn = [...drawing.matchAll(/^\s*(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} → ${to}`)
    const lawful = Object.entries(transitions).flatMap(([from, all]) => all.map((to) => `${from} → ${to}`))
    expect(drawn.sort()).toEqual(lawful.sort())
  })

  it('ends with the mapping, comes back with none, and ends when the customer is removed', () => {
    expect(stateOf(request, unmap(customer))).toBe('ended')
    expect(stateOf(request, map(unmap(customer), partnerId, code))).toBe('ended')
    expect(stateOf(request, { ...customer, state: 'removed' })).toBe('ended')
  })

  it('keeps the instant and the note of its answer', () => {
    expect(inState.declined.request).toMatchObject({ closedAt: later, note: declined.note })
  })

  it.each([
    ['no other', undefined, customer, undefined],
    ['one that is open', guard, customer, { code: 'subscription-request-open' }],
    ['one to an earlier partner', guard, moved, undefined],
  ])('beside %s', (_which, open, of, refused) => {
    expect(problemOf(() => refuseAnother(open, of))).toEqual(refused)
  })

  it('shows its partner whose it is, as it was called then, and no person', () => {
    const renamed = { ...customer, organizationName: 'Renamed' }
    const shown = storeSubscriptionRequest(request, renamed)
    expect(shown).toEqual({
      requestId,
      state: 'open',
      ...wish,
      createdAt: at,
      customerId: customer.customerId,
      organizationName: 'Baan',
      domain: 'baan.co.th',
    })
  })
})

describe('what is asked for', () => {
  it.each<[string, Wish, string[]]>([
    ['nothing', {}, ['']],
    ['a message alone', { message: 'Please call us.' }, []],
    ['to cancel', { plan: 'free' }, []],
    ['a monthly plan', { plan: 'standard', payPeriod: 'monthly' }, []],
    ['a yearly plan by the month', { plan: 'mail-lite', payPeriod: 'monthly' }, ['payPeriod']],
    ['the free plan by the month', { plan: 'free', payPeriod: 'monthly' }, ['payPeriod']],
    ['the free plan by the year', { plan: 'free', payPeriod: 'yearly' }, ['payPeriod']],
    ['more than the free plan has', { plan: 'free', licences: 6 }, ['licences']],
    ['another pay period of the present plan', { payPeriod: 'monthly' }, []],
  ])('%s', (_what, asked, faults) => {
    expect(wishFaults(asked).map(({ at: place }) => place.join('/'))).toEqual(faults)
  })

  it('R42 names packs of the price book, each size once', () => {
    const accepts = (storage: unknown) => Storage.safeParse(storage).success
    expect(accepts([{ gb: 5, count: 2 }])).toBe(true)
    expect(accepts([{ gb: 200, count: 0 }])).toBe(true)
    expect(accepts([])).toBe(false)
    expect(accepts([{ gb: 7, count: 1 }])).toBe(false)
    expect(accepts([{ gb: 5, count: -1 }])).toBe(false)
    expect(
      accepts([
        { gb: 5, count: 1 },
        { gb: 5, count: 2 },
      ]),
    ).toBe(false)
  })

  it('is said in the words of a mail', () => {
    expect(wishWords({})).toEqual({
      wishedPlan: 'unchanged',
      licences: 0,
      wishedPeriod: 'unchanged',
      packs: 0,
      storage: '',
      messages: 0,
      message: '',
    })
    const storage = [
      { gb: 25, count: 2 },
      { gb: 5, count: 0 },
    ] as const
    expect(wishWords({ plan: 'free', storage: [...storage], message: 'Please.' })).toMatchObject({
      wishedPlan: 'free',
      packs: 2,
      storage: '2 × 25 GB, 0 × 5 GB',
      messages: 1,
      message: 'Please.',
    })
  })
})
