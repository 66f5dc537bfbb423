import { describe, expect, it } from 'vitest'
import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import {
  add,
  consoleCustomer,
  appoint,
  correctSuperAdmin,
  customerNotRemovable,
  customerView,
  effectivePlan,
  remove,
  summarize,
  SuperAdmin,
  superAdminNotCorrectable,
  superAdminSignedIn,
  trialState,
  type ConsoleCustomer,
  type Customer,
} from '../../shared/customers/customer.ts'
import { countsOf, passing, type ListingFilter } from '../../shared/customers/listing.ts'
import { verified } from '../../shared/domains/verification.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { freeSubscription } from '../../shared/subscriptions/plan.ts'
import { start } from '../../shared/trials/trial.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const customerId = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')
const partnerId = PartnerId.parse('ptr_01JN7ZK3M0000000000000000B')
const malee = { firstName: 'Malee', lastName: 'Srisuk', email: EmailAddress.parse('malee@example.co.th') }

const added = (change: Partial<Customer> = {}): Customer => ({
  ...add(
    {
      customerId,
      partnerId,
      domain: 'example.co.th',
      organizationName: 'Example',
      country: 'TH',
      language: 'th',
      superAdmin: malee,
      code: '1'.repeat(39),
    },
    at,
  ),
  ...change,
})
const onTrial = added({ trial: start({ plan: 'professional', licences: 20 }, at) })
const proven = added({ verification: verified(added().verification, 'TXT', at) })
const line = (customer: Customer, when = at) => consoleCustomer(summarize(customer), when)

const passes = (shown: ConsoleCustomer, filter: ListingFilter, when: Instant): boolean =>
  passing(filter, when)(shown)

describe('R10 a customer as it is added', () => {
  it('is live, unverified and on free', () => {
    expect(added()).toMatchObject({
      state: 'live',
      registrableDomain: 'example.co.th',
      verification: { code: '1'.repeat(39) },
      subscription: { plan: 'free', licences: 5 },
      createdAt: at,
    })
    expect(added().trial).toBeUndefined()
  })
  it('may be on a trial from the beginning, which uses the plan tried', () => {
    expect(effectivePlan(onTrial, at)).toEqual({ plan: 'professional', licences: 20 })
  })
})

describe('R12 a line of Manage Customers', () => {
  it('tells domain, organisation, super admin, plan and the one action that applies', () => {
    expect(line(added())).toEqual({
      customerId,
      domain: 'example.co.th',
      domainState: 'unverified',
      action: 'verify',
      organizationName: 'Example',
      superAdmin: malee,
      plan: 'free',
      licences: 5,
    })
  })
  it('R22 offers manage instead of verify once the domain is proven', () => {
    expect(line(proven)).toMatchObject({ domainState: 'verified', action: 'manage' })
  })
  it('tells what was bought until when', () => {
    const bought = added({
      subscription: {
        plan: 'standard',
        licences: 30,
        payPeriod: 'yearly',
        renewalDate: '2027-03-01',
        everCharged: true,
      },
    })
    expect(line(bought)).toMatchObject({
      plan: 'standard',
      licences: 30,
      payPeriod: 'yearly',
      renewalDate: '2027-03-01',
    })
  })
})

describe('R34 a trial counts in [startsAt, endsAt), whatever jobs have done', () => {
  const endsAt = plusDays(at, 15)
  it.each([
    ['at its start', at, 'running', 'professional'],
    ['a millisecond before its end', plusMillis(endsAt, -1), 'running', 'professional'],
    ['at its end', endsAt, 'ended', 'free'],
    ['long after', plusDays(endsAt, 400), 'ended', 'free'],
  ] as const)('%s', (_when, when, state, plan) => {
    expect(trialState(onTrial, when)).toBe(state)
    expect(line(onTrial, when)).toMatchObject({
      plan,
      trial: { state, endsAt, latestEndsAt: plusDays(at, 60) },
    })
  })
  it('is none where there was no trial', () => expect(trialState(added(), at)).toBe('none'))
  it('R33 is seen with its budget', () => {
    expect(customerView(onTrial, 3, at)).toMatchObject({
      version: 3,
      trialBudget: { grantedDays: 15, extensionsLeft: 3, endsAt },
    })
    expect(customerView(added(), 1, at)).not.toHaveProperty('trialBudget')
  })
})

describe('R13 the super admin', () => {
  const corrected = { ...malee, email: EmailAddress.parse('malee.s@example.co.th') }
  it('is corrected until that person first signs in', () =>
    expect(correctSuperAdmin(added(), corrected, false)).toEqual(added({ superAdmin: corrected })))
  it('R13 is never corrected once the organisation or support has named one', () => {
    const appointed = appoint(added(), malee)
    expect(appointed).toEqual(added({ appointments: 1 }))
    expect(refusal(() => correctSuperAdmin(appointed, corrected, false))).toBe(superAdminNotCorrectable)
  })
  it('is not corrected afterwards, not even by name', () => {
    expect(refusal(() => correctSuperAdmin(added(), corrected, true))).toBe(superAdminSignedIn)
    expect(refusal(() => correctSuperAdmin(added(), { ...malee, firstName: 'Mali' }, true))).toBe(
      superAdminSignedIn,
    )
  })
  it.each(['', '  '])('R10 may have one name only: a last name of %j', (lastName) => {
    expect(SuperAdmin.parse({ ...malee, lastName })).toEqual({ ...malee, lastName: '' })
    expect(SuperAdmin.safeParse({ ...malee, firstName: lastName }).success).toBe(false)
  })
  it.each(['\u200B', '4111111111111111', 'a\nb'])('has no last name like %j', (lastName) =>
    expect(SuperAdmin.safeParse({ ...malee, lastName }).success).toBe(false),
  )
  it('keeps the Unicode of a name and has one spelling of an e-mail', () => {
    expect(
      SuperAdmin.parse({ firstName: ' สมชาย ', lastName: 'João', email: 'Somchai@BÜCHER.example' }),
    ).toEqual({
      firstName: 'สมชาย',
      lastName: 'João',
      email: 'somchai@xn--bcher-kva.example',
    })
  })
})

describe('R16 a customer is removed', () => {
  it('when it was never verified, on a trial too', () => {
    expect(remove(added())).toEqual(added({ state: 'removed' }))
    expect(remove(onTrial).state).toBe('removed')
  })
  it('but not once it was verified', () => expect(refusal(() => remove(proven))).toBe(customerNotRemovable))
  it('nor once it was charged, not even after it fell to free', () => {
    const charged = added({ subscription: { ...freeSubscription, everCharged: true } })
    expect(refusal(() => remove(charged))).toBe(customerNotRemovable)
  })
})

describe('R12 narrowing the listing', () => {
  const idn = added({ domain: 'xn--bcher-kva.example.co.th', organizationName: 'Cafe\u0301 Müller' })
  it.each([
    'EXAMPLE',
    'xn--BCHER',
    'bücher.example.co.th',
    'BÜCHER.example.co.th.',
    'ｅｘａｍｐｌｅ',
    'caf\u00e9 m',
    'CAFÉ MÜLLER',
  ])('finds by domain or name, in any case and spelling: %s', (search) =>
    expect(passes(line(idn), { search }, at)).toBe(true),
  )
  it.each(['other', 'bucher', 'cafe m', '.', '%'])('does not find %s', (search) => {
    const spelled = added({ domain: 'xn--bcher-kva.co', organizationName: 'Café' })
    expect(passes(line(spelled), { search }, at)).toBe(search === '.')
  })
  it.each([
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσεύς'],
    ['İstanbul Işık', 'ISTANBUL ışık'],
    ['Straße', 'STRASSE'],
    ['ＡＣＭＥ ﬁnance', 'acme FINANCE'],
    ['น\u0E49\u0E33แข็ง', 'น\u0E49\u0E4D\u0E32แข'],
    ['São João', 'sa\u0303o joa\u0303o'],
  ])('folds both sides alike: %s by %s', (organizationName, search) => {
    expect(passes(line(added({ organizationName })), { search }, at)).toBe(true)
  })
  it('finds nothing by what nobody sees', () => {
    expect(passes(line(added()), { search: '\u200B' }, at)).toBe(false)
  })

  it('R12 takes what is searched in composed form, as names are stored', () => {
    const { search } = listConsoleCustomers.declaration.input.parse({ search: 'e\u0302\u0323' })
    expect(search).toBe('\u1EC7')
  })
  it('calls a running trial ending from seven days before its end', () => {
    const endsAt = plusDays(at, 15)
    const ending = (when: Instant) => passes(line(onTrial, when), { trial: 'ending' }, when)
    expect(ending(plusMillis(endsAt, -7 * 86_400_000 - 1))).toBe(false)
    expect(ending(plusDays(endsAt, -7))).toBe(true)
    expect(ending(plusMillis(endsAt, -1))).toBe(true)
    expect(ending(endsAt)).toBe(false)
    expect(passes(line(onTrial, endsAt), { trial: 'ended' }, endsAt)).toBe(true)
    expect(passes(line(added()), { trial: 'none' }, at)).toBe(true)
  })
  it('counts what each filter would show', () => {
    const when = plusDays(at, 10)
    expect(
      countsOf(
        [added(), proven, onTrial].map((customer) => line(customer, when)),
        when,
      ),
    ).toEqual({
      all: 3,
      unverified: 2,
      verified: 1,
      trialRunning: 1,
      trialEnding: 1,
      trialEnded: 0,
    })
  })
  it('lets all parts of a filter hold together', () => {
    expect(passes(line(proven), { domainState: 'verified', search: 'example' }, at)).toBe(true)
    expect(passes(line(proven), { domainState: 'verified', search: 'example', trial: 'running' }, at)).toBe(
      false,
    )
  })
})
