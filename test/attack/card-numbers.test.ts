import { beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from '../../shared/notifications/render.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { call, type Called } from '../support/describe/call.ts'
import { handlerOf, httpOperations, operationNamed } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { sent, signed } from '../support/signed-event.ts'
import { effects } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { admittedTo, ask, inputFor } from './asking.ts'
import { withCast } from './cast.ts'
import { textFields, withValue } from './fields.ts'

/** A card number as it is planted: alone, grouped, and as a token of the provider. */
const PLANTED = ['4242424242424242', '4242 4242 4242 4242', 'pm_4242424242424242', 'cs_4242424242424242']
/** Tax numbers are no free text: those of many countries look like cards. */
const NO_FREE_TEXT: readonly unknown[] = ['taxId']
const NUMBER = /4242[\s_-]?4242[\s_-]?4242[\s_-]?4242/

const holding = (items: readonly StoredItem[]): readonly string[] =>
  items.filter((item) => NUMBER.test(JSON.stringify(item))).map(({ pk, sk }) => `${pk} ${sk}`)

const mailsHolding = async (items: readonly StoredItem[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const effect of await effects({ items: () => items }))
    if (effect.kind === 'mail') {
      const { subject, text, html } = await render(effect, 'https://store.example.com')
      if (NUMBER.test(`${subject} ${text} ${html}`)) found.push(effect.mail)
    }
  return found
}

describe('R43 a card number', () => {
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  })
  useDns()
  useLambdaService()
  const payments = usePaymentProvider()

  it('is kept nowhere, in whatever text of whatever operation it is sent', () =>
    withCast({ trial: true }, async (cast, table) => {
      let asked = 0
      const echoed: string[] = []
      for (const tested of httpOperations) {
        const { input } = tested.operation.declaration
        const one = admittedTo(tested, cast)
        const { cursor: _cursor, ...all } = Object(sampleOf(input, 'all'))
        for (const path of textFields(input).filter((names) => !NO_FREE_TEXT.includes(names.at(-1))))
          for (const number of PLANTED) {
            const planted = withValue({ ...all, ...inputFor(tested, one) }, path, number)
            const { text, headers } = await ask(tested, one, Object(planted))
            asked += 1
            if (NUMBER.test(`${text} ${JSON.stringify(headers)}`)) echoed.push(`${tested.name} ${path}`)
          }
      }
      expect(asked).toBeGreaterThan(500)
      expect(echoed).toEqual([])
      expect(holding(table.items())).toEqual([])
      expect(await mailsHolding(table.items())).toEqual([])
      expect(lines.filter((line) => NUMBER.test(line))).toEqual([])
    }))

  describe('of a card that pays', () => {
    const table = useMemoryTable()

    const done = async (name: string, as: arrange.Somebody, input: object, options = {}): Promise<Called> => {
      const tested = operationNamed(name)
      const idempotencyKey = tested.operation.declaration.idempotencyKey && newUlid()
      const called = await call(
        tested.operation,
        await handlerOf(tested),
        as,
        { ...input },
        {
          idempotencyKey,
          ifMatch: '*',
          ...options,
        },
      )
      expect(called, `${name}: ${called.text}`).toMatchObject({
        status: expect.toSatisfy((one) => one < 300),
      })
      return called
    }

    it('is only ever at the provider, whose page takes it and whose events hold it', async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      const { customerId } = customer
      const page = await done('startCardEntry', admin, { customerId, cardType: 'CC' })
      const back = await payments.enterCard(String(page.body['url']), 'pm_card_visa')
      const entry = back.searchParams.get('entry')
      const profile = { customerId, cardType: 'CC', entry }
      await done('setPaymentProfile', admin, profile)
      const bought = await done('changeSubscription', admin, { customerId, plan: 'standard', licences: 3 })
      const [event] = await payments.takeEvents()
      const { data, ...rest } = JSON.parse(event?.body ?? '{}')
      const planted = { ...data, object: { ...data.object, description: PLANTED[0], number: PLANTED[1] } }
      const body = JSON.stringify({ ...rest, data: planted, account: PLANTED[0] })
      await done('receivePaymentEvent', admin, {}, sent(signed(body)))
      const answers = [
        page,
        bought,
        await done('getSubscription', admin, { customerId }),
        await done('listPayments', admin, {}),
        await done('exportPayments', admin, {}),
        await done('listStoreCustomers', admin, {}),
      ]
      expect(answers.map(({ text }) => text).filter((text) => NUMBER.test(text))).toEqual([])
      expect(holding(table.items())).toEqual([])
      expect(await mailsHolding(table.items())).toEqual([])
      expect(lines.filter((line) => NUMBER.test(line))).toEqual([])
      expect(JSON.stringify(table.items())).toContain('"last4":"4242"')
    })
  })
})
