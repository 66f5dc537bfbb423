import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/billing/quote-subscription.ts'
import { quoteSubscription } from '../../shared/billing/contract.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const ORDER = { plan: 'standard', licences: 10, payPeriod: 'yearly' } as const
const usd = (minor: number) => ({ currency: 'USD', minor }) as const

/** A customer on free without a card. */
const buying = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true })
  return { as: admin, input: { customerId: customer.customerId, ...ORDER, cardType: 'RC' as const } }
}

/** A customer with a paid subscription, of whom something is asked. */
const changing = async <Wish extends object>(
  wish: Wish,
  wanted: Parameters<typeof arrange.subscribed>[0] = {},
) => {
  const { admin, customer } = await arrange.subscribed(wanted)
  return { as: admin, input: { customerId: customer.customerId, ...wish }, customer }
}

const quoted = async ({ as, input }: Pick<Awaited<ReturnType<typeof changing>>, 'as' | 'input'>) => {
  const { status, body } = await call(quoteSubscription, handler, as, input)
  expect(status).toBe(200)
  return body
}

const todayOf = async () => dateOf(await arrange.now())

describeOperation(quoteSubscription, handler, {
  done: {
    title: 'R41 R44 shows lines, list, discount and charge of a purchase by the card that is asked for',
    arrange: buying,
    then: async (answer) => {
      const renewalDate = plusMonths(await todayOf(), 12)
      const [line] = answer.lines
      expect(answer).toEqual({
        effect: 'now',
        lines: [
          {
            item: 'licences',
            plan: 'standard',
            payPeriod: 'yearly',
            quantity: 10,
            unit: usd(3_600),
            days: line?.of,
            of: line?.of,
            amount: usd(36_000),
          },
        ],
        list: usd(36_000),
        discount: usd(7_200),
        charge: usd(28_800),
        payer: 'partner',
        cardType: 'RC',
        commission: usd(0),
        renewalDate,
        nextRenewal: {
          renewalDate,
          list: usd(36_000),
          discount: usd(7_200),
          charge: usd(28_800),
          commission: usd(0),
        },
      })
    },
  },
  refuses: {
    'domain-not-verified': async () => {
      const asking = await buying()
      await arrange.unverify(asking.input.customerId)
      return asking
    },
    'payment-pending': () => changing({ licences: 12 }, { pending: 'change' }),
    'subscription-past-due': () => changing({ licences: 12 }, { dunning: 'declined' }),
    'renewal-due': async () => changing({ licences: 12 }, { anchor: plusMonths(await todayOf(), -12) }),
    'plan-yearly-only': () => changing({ plan: 'mail-premium' as const }, { payPeriod: 'monthly' }),
    'nothing-to-change': () => changing({ licences: 10 }),
    'mixed-change': () => changing({ licences: 12, plan: 'mail-lite' as const }),
    'scheduled-change-conflict': () => changing({ licences: 12 }, { scheduled: { licences: 5 } }),
    'licences-below-active-users': async () => {
      const asking = await changing({ licences: 1 })
      await arrange.user(asking.customer)
      return asking
    },
    'payment-profile-missing': async () => {
      const { as, input } = await buying()
      const { cardType: _none, ...order } = input
      return { as, input: order }
    },
    'charge-too-large': async () => {
      const { as, input } = await buying()
      return { as, input: { ...input, plan: 'professional' as const, licences: 100_000 } }
    },
    'quote-changed': async () => {
      const { as, input } = await buying()
      return { as, input: { ...input, expectedCharge: usd(1) } }
    },
  },
})

describe('a quote', () => {
  const table = useMemoryTable()

  it('R44 says by the card on file who pays, what is earned and from when on it can be paid out', async () => {
    const quote = await quoted(
      await changing({ payPeriod: 'yearly' }, { payPeriod: 'monthly', cardType: 'CC' }),
    )
    expect(quote).toMatchObject({
      effect: 'now',
      payer: 'customer',
      cardType: 'CC',
      discount: usd(0),
      charge: quote['list'],
      commission: expect.anything(),
      availableAt: expect.any(String),
    })
  })

  it('R44 is asked for another card than that on file', async () => {
    const asking = await changing({ licences: 20 }, { cardType: 'CC' })
    const byReseller = await quoted({ ...asking, input: { ...asking.input, ...{ cardType: 'RC' } } })
    expect(byReseller).toMatchObject({ payer: 'partner', cardType: 'RC', commission: usd(0) })
    expect((await quoted(asking))['list']).toEqual(byReseller['list'])
  })

  it('R41 says what is scheduled beside what is charged now, or is replaced', async () => {
    const raised = await changing({ storage: [{ gb: 25, count: 1 }] }, { scheduled: { licences: 5 } })
    expect(await quoted(raised)).toMatchObject({ effect: 'now', scheduled: { licences: 5 } })
    const lowered = await changing({ licences: 4 }, { scheduled: { licences: 5 } })
    expect(await quoted(lowered)).toMatchObject({
      effect: 'at-renewal',
      lines: [],
      charge: usd(0),
      renewalDate: lowered.customer.subscription.renewalDate,
      scheduled: { licences: 4 },
      replaces: { licences: 5 },
      nextRenewal: { list: usd(4 * 3_600) },
    })
  })

  it('R41 writes nothing', async () => {
    const asking = await changing({ licences: 20 })
    await quoted(asking)
    const before = table.items()
    await quoted(asking)
    expect(table.items()).toEqual(before)
  })
})
