import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as grant } from '../../functions/access/grant-access.ts'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler as correct } from '../../functions/customers/correct-super-admin.ts'
import { grantAccess, revokeAccess } from '../../shared/access/contract.ts'
import { contract } from '../../shared/contract/contract.ts'
import { addCustomer, correctSuperAdmin } from '../../shared/customers/contract.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { secondsToNextDay } from '../../shared/notifications/daily-number.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const REACHED = '/problems/daily-number-reached'
let serial = 0

const addFor = (as: arrange.Somebody, { email }: Pick<arrange.Somebody, 'email'>) =>
  call(addCustomer, add, as, {
    domain: `daily-${(serial += 1)}.co.th`,
    organizationName: 'Daily',
    superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email },
    country: 'TH',
    language: 'en',
  })

const times = async <T>(count: number, act: (nth: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = []
  for (let nth = 0; nth < count; nth += 1) results.push(await act(nth))
  return results
}

const correctedTo = (email: string) => ({ firstName: 'Mali', lastName: 'Srisuk', email })

describe('R19 what lets a caller choose who is mailed', () => {
  const table = useMemoryTable()
  beforeEach(async () => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    await arrange.noon()
  })

  it('reaches somebody who has never signed in 10 times a day, from all partners together, and again the next day', async () => {
    const stranger = arrange.somebody('stranger')
    const [one, other] = [await arrange.partner(), await arrange.partner()]
    const mailed = await times(10, (nth) => addFor((nth % 2 === 0 ? one : other).admin, stranger))
    expect(mailed.filter(({ status }) => status !== 201)).toEqual([])

    const refused = await addFor(other.admin, stranger)
    expect(refused).toMatchObject({
      status: 429,
      body: { type: REACHED, number: 'mails-to-recipient', most: 10 },
    })
    const seconds = Number(refused.headers['retry-after'])
    expect(seconds).toBe(refused.body['retryAfterSeconds'])
    expect(seconds).toBeLessThanOrEqual(43_200)
    expect(seconds).toBeGreaterThan(43_000)

    const { customer } = await arrange.customer(one.partner, { signedIn: false })
    const { customerId, version } = customer
    const input = { customerId, ...correctedTo(stranger.email) }
    const correction = await call(correctSuperAdmin, correct, one.admin, input, { ifMatch: `"${version}"` })
    expect(correction).toMatchObject({ status: 429, body: { number: 'mails-to-recipient' } })
    expect(await mailsTo(table, stranger.email)).toHaveLength(10)

    await arrange.advanceClock('PT12H')
    expect(await addFor(other.admin, stranger)).toMatchObject({ status: 201 })
  })

  it('is done 200 times a day by one partner, by adding and correcting, which leaves others free', async () => {
    const { admin, partner } = await arrange.partner()
    await arrange.countedToday('mails-of-partner', partner.partnerId, 199)
    const { customer } = await arrange.customer(partner, { signedIn: false })
    const { customerId, version } = customer
    const input = { customerId, ...correctedTo(arrange.somebody().email) }
    expect(await call(correctSuperAdmin, correct, admin, input, { ifMatch: `"${version}"` })).toMatchObject({
      status: 200,
    })
    expect(await addFor(admin, arrange.somebody())).toMatchObject({
      status: 429,
      body: { type: REACHED, number: 'mails-of-partner', most: 200 },
    })
    const renamed = { ...input, firstName: 'มะลิ' }
    expect(
      await call(correctSuperAdmin, correct, admin, renamed, { ifMatch: `"${version + 1}"` }),
    ).toMatchObject({ status: 200 })
    expect(await addFor((await arrange.partner()).admin, arrange.somebody())).toMatchObject({ status: 201 })
  })

  it('goes on for a recipient who has signed in, whatever was counted', async () => {
    const { admin, partner } = await arrange.partner()
    const known = arrange.somebody('known')
    await arrange.bind(known)
    await arrange.countedToday('mails-to-recipient', await arrange.personIdOf(known), 10)
    await arrange.countedToday('mails-of-partner', partner.partnerId, 200)
    expect(await addFor(admin, known)).toMatchObject({ status: 201 })
  })

  it('is counted without an address, for two days', async () => {
    const { admin } = await arrange.partner()
    const stranger = arrange.somebody('stranger')
    await addFor(admin, stranger)
    const counts = table.items().filter(({ pk }) => pk.startsWith('DAY-COUNT#'))
    expect(counts).toHaveLength(2)
    for (const { expiresAt, ...count } of counts) {
      expect(JSON.stringify(count)).not.toMatch(/@|stranger/)
      expect(Math.abs(Number(expiresAt) - Date.now() / 1_000 - 2 * 86_400)).toBeLessThan(60)
    }
  })

  it('a partner corrects an address 5 times a day for a customer, though each is another', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { signedIn: false })
    const { customerId, version } = customer
    const correctNth = async (nth: number) => {
      const { email } = arrange.somebody('next')
      if (nth % 2 === 0) await arrange.neverSignedIn({ email, sub: '' })
      const input = { customerId, ...correctedTo(email) }
      return call(correctSuperAdmin, correct, admin, input, { ifMatch: `"${version + nth}"` })
    }
    const done = await times(6, correctNth)
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    expect(done[5]?.body).toMatchObject({ type: REACHED, number: 'corrections', most: 5 })
    await arrange.advanceClock('PT12H')
    expect(await correctNth(5)).toMatchObject({ status: 200 })
  })

  it('access is granted again 5 times a day, and every revocation is done and mailed', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner)
    const input = { customerId: customer.customerId }
    const turns = await times(6, async () => ({
      revoked: (await call(revokeAccess, revoke, superAdmin, input)).status,
      granted: (await call(grantAccess, grant, superAdmin, input)).status,
    }))
    expect(turns.map(({ revoked }) => revoked)).toEqual([200, 200, 200, 200, 200, 200])
    expect(turns.map(({ granted }) => granted)).toEqual([200, 200, 200, 200, 200, 429])
    const mails = (await mailsTo(table, admin.email)).map(({ mail }) => mail)
    expect(mails.filter((mail) => mail === 'access-revoked')).toHaveLength(6)
    expect(mails.filter((mail) => mail === 'access-granted')).toHaveLength(5)
    await arrange.advanceClock('PT12H')
    expect(await call(grantAccess, grant, superAdmin, input)).toMatchObject({ status: 200 })
  })
})

describe('R19 a daily number', () => {
  it('refuses no other operation and no schedule', () => {
    const counting = Object.values(contract).flatMap((area) =>
      Object.values(area)
        .filter(({ declaration }) => declaration.updates?.some((kind) => kind === 'dayCount'))
        .map(({ name }) => name),
    )
    expect(counting.sort()).toEqual([
      'addCustomer',
      'correctSuperAdmin',
      'grantAccess',
      'importOrganization',
      'recoverSuperAdmin',
      'requestTag',
      'resetUserPassword',
    ])
  })

  it.each([
    ['2026-03-16T00:00:00.000Z', 86_400],
    ['2026-03-16T23:59:59.000Z', 1],
    ['2026-03-16T23:59:59.999Z', 1],
  ])('at %s begins anew in %i seconds', (at, seconds) =>
    expect(secondsToNextDay(Instant.parse(at))).toBe(seconds),
  )
})
