import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { changeFaults, changeMembers } from '../../shared/billing/change-members.ts'

const body = z.strictObject(changeMembers())
const pointersOf = (value: unknown): string[] =>
  (body.safeParse(value).error?.issues ?? []).map(({ path, message }) => `/${path.join('/')}: ${message}`)

describe('the members of a change (R41)', () => {
  it('are taken as they are', () => {
    const change = {
      plan: 'professional',
      licences: 12,
      payPeriod: 'yearly',
      storage: [{ gb: 25, count: 0 }],
      expectedCharge: { currency: 'USD', minor: 0 },
    }
    expect(body.parse(change)).toEqual(change)
    expect(changeFaults({ licences: 12 })).toEqual([])
  })

  it('R41 are one at least', () =>
    expect(changeFaults(body.parse({ expectedCharge: { currency: 'USD', minor: 1 } }))).toEqual([
      {
        at: [],
        code: 'at-least-one',
        allowed: ['plan', 'licences', 'payPeriod', 'storage'],
        detail: 'must name a plan, licences, a pay period or storage',
      },
    ]))

  it('R41 say how to come to `free`', () =>
    expect(pointersOf({ plan: 'free' })).toEqual([
      '/plan: must be a paid plan; cancel the subscription instead',
    ]))

  it.each<[string, unknown, string]>([
    ['a plan that there is not', { plan: 'gold' }, '/plan'],
    ['no licence', { licences: 0 }, '/licences'],
    ['a part of a licence', { licences: 1.5 }, '/licences'],
    ['a pay period that there is not', { payPeriod: 'weekly' }, '/payPeriod'],
    ['a pack that there is not', { storage: [{ gb: 7, count: 1 }] }, '/storage/0/gb'],
    ['packs below none', { storage: [{ gb: 5, count: -1 }] }, '/storage/0/count'],
    [
      'a size twice',
      {
        storage: [
          { gb: 5, count: 1 },
          { gb: 5, count: 2 },
        ],
      },
      '/storage',
    ],
    ['no size', { storage: [] }, '/storage'],
    ['a fraction', { expectedCharge: { currency: 'USD', minor: 1.5 } }, '/expectedCharge/minor'],
    ['a text', { expectedCharge: { currency: 'USD', minor: '100' } }, '/expectedCharge/minor'],
    ['a negative amount', { expectedCharge: { currency: 'USD', minor: -1 } }, '/expectedCharge/minor'],
    ['an unsafe integer', { expectedCharge: { currency: 'USD', minor: 2 ** 53 } }, '/expectedCharge/minor'],
    ['another currency', { expectedCharge: { currency: 'EUR', minor: 100 } }, '/expectedCharge/currency'],
    ['a number alone', { expectedCharge: 100 }, '/expectedCharge'],
  ])('refuse %s at its place', (_what, value, pointer) => {
    expect(pointersOf(value).map((fault) => fault.split(':')[0])).toEqual([pointer])
  })
})
