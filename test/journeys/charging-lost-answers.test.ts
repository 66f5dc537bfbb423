import { setTimeout as pause } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { untilNothingIsDue } from '../../local/rounds.ts'
import { plusMonths } from '../../shared/kernel/date.ts'
import { PaymentId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { paymentResolveDueRecord } from '../../shared/payments/records.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { reader } from '../../shared/table/reader.ts'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const FINANCE = 'money@vendor.co.th'
const DOMAIN = 'baan.co.th'
const SUPER_ADMIN = `malee@${DOMAIN}`
const CHANGED = `${SUPER_ADMIN}: The subscription of ${DOMAIN} has changed`

const Items = z.array(z.record(z.string(), z.unknown()))
const usd = (minor: number) => ({ currency: 'USD', minor })

describe('a charge whose answer is lost', () => {
  const { programme, beginOn, moveTo, approve, add, verify, sale } = useSelling()
  const { ask, mailsOf } = programme
  let store = sale(PARTNER, '')
  let anchor = ''
  let paymentId = PaymentId.parse(`pay_${'0'.repeat(26)}`)

  const control = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${programme.laptop.addresses.payments}/control${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }
  /** Loses the next answer, for which the client asks twice, and holds its event back. */
  const lose = (fault: 'lost-before' | 'lost-after') => control('/faults', { fault, times: 2, events: false })
  const charged = (id: PaymentId): number =>
    programme.laptop.payments.intents().filter(({ metadata }) => metadata['paymentId'] === id).length

  /** Lets the minute of real time pass after which the payment is resolved, and has it resolved. */
  const resolve = async (): Promise<void> => {
    const { cloud, addresses } = programme.laptop
    const client = new DynamoDBClient({
      endpoint: addresses.table,
      region: 'us-east-1',
      credentials: { accessKeyId: 'laptop', secretAccessKey: 'laptop' },
    })
    const table = dynamoTable(cloud.assembly.tables[0]?.tableName ?? '', { client, pause })
    const { dueAt } = await reader(table).get(paymentResolveDueRecord, { id: paymentId })
    const at = fromMillis(Date.now())
    const isMoved = await commitChanges(table, [paymentResolveDueRecord.move({ id: paymentId, dueAt }, at)], {
      at,
      actor: { kind: 'function', name: 'test' },
      commitId: crypto.randomUUID(),
      salt: 'salt',
    })
    expect(isMoved).toBe(true)
    await untilNothingIsDue(programme.laptop.runSchedules)
  }

  /** Sends a change whose answer is lost; gives what sends it again with the same key. */
  const changeUnanswered = async (fault: 'lost-before' | 'lost-after', wish: object, key: string) => {
    const { etag } = await store.subscription()
    const send = () => store.change(wish, { key, ifMatch: etag ?? '' })
    await lose(fault)
    const open = await send()
    expect(open).toMatchObject({ status: 202, body: { payment: { state: 'pending' } } })
    paymentId = z.object({ paymentId: PaymentId }).parse(open.body['payment']).paymentId
    return send
  }

  it(
    'R45: is answered 202; nothing else changes meanwhile, and the same key charges no more',
    async () => {
      anchor = await beginOn('03-10')
      await approve(PARTNER, 'Siam Cloud')
      const customerId = await add(PARTNER, DOMAIN)
      await verify(PARTNER, customerId)
      store = sale(PARTNER, customerId)
      await store.setProfile({ cardType: 'RC', paymentMethod: 'pm_card_visa' })
      const send = await changeUnanswered(
        'lost-after',
        { plan: 'standard', licences: 5, payPeriod: 'monthly' },
        'buy',
      )
      expect(await store.subscription()).toMatchObject({
        body: { state: 'free', pendingPaymentId: paymentId },
      })
      expect(await store.change({ plan: 'standard', licences: 6 })).toMatchObject({
        status: 409,
        body: { type: '/problems/payment-pending', paymentId },
      })
      expect(await send()).toMatchObject({ status: 202, body: { payment: { paymentId, state: 'pending' } } })

      const mails = await mailsOf(() => control('/events/release', {}))
      expect(mails).toEqual([CHANGED, `${PARTNER}: Receipt: USD 16.00 for ${DOMAIN}`])
      expect(await send()).toMatchObject({
        status: 200,
        body: { subscription: { state: 'active', licences: 5 }, payment: { paymentId, state: 'succeeded' } },
      })
      expect(charged(paymentId)).toBe(1)
    },
    SLOW_MS,
  )

  it('R45: resolvePayments finds it at the provider; the event that comes later changes nothing', async () => {
    const send = await changeUnanswered('lost-after', { licences: 6 }, 'six')
    expect(await mailsOf(resolve)).toEqual([CHANGED, `${PARTNER}: Receipt: USD 3.20 for ${DOMAIN}`])
    expect(await send()).toMatchObject({ status: 200, body: { payment: { paymentId, state: 'succeeded' } } })
    expect(await mailsOf(() => control('/events/release', {}))).toEqual([])
    expect(charged(paymentId)).toBe(1)
  })

  it('R45: resolvePayments asks again with the same key where the provider was never reached', async () => {
    const send = await changeUnanswered('lost-before', { licences: 7 }, 'seven')
    expect(charged(paymentId)).toBe(0)
    expect(await mailsOf(resolve)).toEqual([CHANGED, `${PARTNER}: Receipt: USD 3.20 for ${DOMAIN}`])
    expect(await send()).toMatchObject({ status: 200, body: { subscription: { licences: 7 } } })
    expect(charged(paymentId)).toBe(1)
  })

  it('R45: a decline is told by the same key, and mailed once', async () => {
    await store.setProfile({ cardType: 'CC', paymentMethod: 'pm_card_authenticationRequired' })
    const send = await changeUnanswered('lost-after', { licences: 8 }, 'eight')
    expect(await mailsOf(resolve)).toEqual([`${SUPER_ADMIN}: The card for ${DOMAIN} was declined`])
    expect(await send()).toMatchObject({
      status: 402,
      body: { type: '/problems/payment-declined', reason: 'authentication-required', paymentId },
    })
    expect(await store.subscription()).toMatchObject({ body: { state: 'active', licences: 7 } })
  })

  it('R37 R45: nothing falls to free while the payment of a renewal is open', async () => {
    await store.setProfile({ cardType: 'RC', paymentMethod: 'pm_card_visa' })
    await lose('lost-after')
    await moveTo(plusMonths(anchor, 1))
    paymentId = PaymentId.parse((await store.subscription()).body['pendingPaymentId'])
    await moveTo(plusMonths(anchor, 2))
    expect(await store.subscription()).toMatchObject({ body: { state: 'active', plan: 'standard' } })
    expect(await mailsOf(resolve)).toEqual([
      `${PARTNER}: Receipt: USD 22.40 for ${DOMAIN}`,
      `${PARTNER}: Receipt: USD 22.40 for ${DOMAIN}`,
    ])
    expect(await store.subscription()).toMatchObject({ body: { renewalDate: plusMonths(anchor, 3) } })
    expect(charged(paymentId)).toBe(1)
  })

  it('R44 R45: finance sees every payment, each once', async () => {
    await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${FINANCE}`, { staffRoles: ['finance'] })
    const { body } = await ask(FINANCE, 'GET', '/staff/payments?limit=100')
    expect(Items.parse(body['items']).map(({ state, charge }) => [state, charge])).toEqual([
      ['succeeded', usd(2_240)],
      ['succeeded', usd(2_240)],
      ['declined', usd(400)],
      ['succeeded', usd(320)],
      ['succeeded', usd(320)],
      ['succeeded', usd(1_600)],
    ])
    expect(await ask(FINANCE, 'GET', '/staff/payments?state=unmatched')).toMatchObject({
      body: { items: [] },
    })
    expect(programme.laptop.payments.intents()).toHaveLength(6)
  })
})
