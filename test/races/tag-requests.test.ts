import { describe, expect } from 'vitest'
import { handler as answer } from '../../functions/mapping/answer-tag-request.ts'
import { handler as request } from '../../functions/mapping/request-tag.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as withdraw } from '../../functions/mapping/withdraw-tag-request.ts'
import { world } from '../../functions/outside/world.ts'
import { accessRecord } from '../../shared/access/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import {
  answerTagRequest,
  requestTag,
  tagPartner,
  withdrawTagRequest,
} from '../../shared/mapping/contract.ts'
import { tagRequestRecord } from '../../shared/mapping/records.ts'
import { stateAt } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

const isDone = ({ status }: Called): boolean => status === 200 || status === 201
const isUnknown = ({ status }: Called): boolean => status === 503

/** Each racer was done, refused with one of the codes, or is told that the table was unavailable. */
const expectOutcomes = (called: readonly Called[], codes: readonly string[]): void => {
  for (const each of called)
    if (!isDone(each) && !isUnknown(each))
      expect(codes.map((code) => `/problems/${code}`)).toContain(each.body['type'])
}

/** What was done lies between what was acknowledged and that with what is unknown. */
const expectCount = (happened: number, called: readonly Called[]): void => {
  const acknowledged = called.filter(isDone).length
  expect(happened).toBeGreaterThanOrEqual(acknowledged)
  expect(happened).toBeLessThanOrEqual(acknowledged + called.filter(isUnknown).length)
}

describe('tag requests and codes at once', () => {
  const table = useTestTable()

  const organization = async (partners: number) => {
    const { customer, superAdmin } = await arrange.unmappedCustomer()
    const asking: Awaited<ReturnType<typeof arrange.partner>>[] = []
    for (let count = 0; count < partners; count += 1) {
      const asked = await arrange.partner()
      await arrange.bind(asked.admin)
      asking.push(asked)
    }
    const [first, second] = asking
    if (!first) throw new Error('Nobody asks')
    return { customer, superAdmin, first, second: second ?? first }
  }

  const ask = (as: arrange.Somebody, { domain }: Customer) => call(requestTag, request, as, { domain })
  const enter = (as: arrange.Somebody, { customerId }: Customer, code: string) =>
    call(tagPartner, tag, as, { customerId, code })

  const requestsIn = (items: readonly StoredItem[]) =>
    items.filter(({ sk }) => sk === 'TAG-REQUEST').map((item) => tagRequestRecord.parse(item))

  /** The organisation has one partner or none, everywhere alike; returns it as it is stored. */
  const expectOneMapping = async ({ customerId }: Customer, items: readonly StoredItem[]) => {
    const read = reader(world.table)
    const customer = await read.get(customerRecord, { customerId })
    const access = await read.get(accessRecord, { customerId })
    const { partnerId } = customer
    expect(access).toMatchObject(partnerId ? { status: 'granted', partnerId } : { status: 'no-partner' })
    const rows = items.filter(({ sk }) => sk === `ROW#${customerId}`).map(({ pk }) => pk)
    expect(rows).toEqual(partnerId ? [`LISTING#${partnerId}`] : [])
    const counted = items.filter((item) => item.pk.startsWith('ROLE-COUNT#') && item['roles'] !== 0)
    expect(counted.map(({ sk, roles }) => [sk, roles])).toEqual(
      partnerId ? [[`PARTNER#${partnerId}`, 1]] : [],
    )
    expectWholeChains(items)
    return customer
  }

  raced('R14 of requests of one partner at once one is made, and mailed once', table, async ({ race }) => {
    const { customer, first } = await table.arranged(() => organization(1))
    const called = await race(...[1, 2, 3].map(() => () => ask(first.admin, customer)))
    expectOutcomes(called, ['tag-request-open'])
    const items = await table.items()
    const made = requestsIn(items)
    expect(made.length).toBeLessThanOrEqual(1)
    if (called.some((each) => !isUnknown(each))) expect(made).toHaveLength(1)
    expect(called.filter(isDone).length).toBeLessThanOrEqual(1)
    const mails = (await effects(table)).filter(
      (effect) => 'mail' in effect && effect.mail === 'tag-requested',
    )
    expect(mails).toHaveLength(made.length)
    expect(items.filter(({ pk }) => pk.startsWith('TAG-REQUESTS#'))).toHaveLength(2 * made.length)
    await expectOneMapping(customer, items)
  })

  raced('R14 an answer and a withdrawal at once: one of them counts', table, async ({ race, random }) => {
    const { customer, superAdmin, first, tagRequest } = await table.arranged(async () => {
      const arranged = await organization(1)
      return { ...arranged, tagRequest: await arrange.tagRequest(arranged.first.partner, arranged.customer) }
    })
    const { tagRequestId } = tagRequest
    const { customerId } = customer
    const wanted = random() < 0.5 ? 'map' : 'deny'
    const [answered, withdrawn] = await race(
      () => call(answerTagRequest, answer, superAdmin, { customerId, tagRequestId, answer: wanted }),
      () => call(withdrawTagRequest, withdraw, first.admin, { tagRequestId }),
    )
    expectOutcomes([answered, withdrawn], ['tag-request-closed'])
    const { state } = await arrange.storedTagRequest(tagRequest)
    const states = [wanted === 'map' ? 'mapped' : 'denied', 'withdrawn'] as const
    if (isDone(answered)) expect(state).toBe(states[0])
    else if (isDone(withdrawn)) expect(state).toBe(states[1])
    else expect(['open', ...states]).toContain(state)
    expectCount(state === 'open' ? 0 : 1, [answered, withdrawn])
    const { partnerId } = await expectOneMapping(customer, await table.items())
    expect(partnerId).toBe(state === 'mapped' ? first.partner.partnerId : undefined)
  })

  raced(
    'R14 a code and requests at once: what was asked before is overtaken, what was asked after stays open',
    table,
    async ({ race }) => {
      const { customer, superAdmin, first, second, code } = await table.arranged(async () => {
        const arranged = await organization(2)
        return { ...arranged, code: await arrange.partnerCode(arranged.second.partner) }
      })
      const [entered, ...asked] = await race(
        () => enter(superAdmin, customer, code),
        () => ask(first.admin, customer),
        () => ask(second.admin, customer),
      )
      expectOutcomes([entered], [])
      expectOutcomes(asked, ['already-mapped'])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      expectCount(mapped.consents, [entered])
      if (mapped.consents > 0) expect(mapped.partnerId).toBe(second.partner.partnerId)
      const requests = requestsIn(items)
      expectCount(requests.length, asked)
      const at = await arrange.now()
      for (const made of requests) {
        const state = stateAt(made, mapped, at)
        expect(state).toBe(made.consents < mapped.consents ? 'overtaken' : 'open')
        // Nobody asks whom they are mapped to.
        if (made.partnerId === mapped.partnerId) expect(state).toBe('overtaken')
      }
    },
  )

  raced(
    'R14 codes at once, one of them twice: one partner at the end, each code used once',
    table,
    async ({ race }) => {
      const { customer, superAdmin, codes } = await table.arranged(async () => {
        const arranged = await organization(2)
        const { first, second } = arranged
        return {
          ...arranged,
          codes: [await arrange.partnerCode(first.partner), await arrange.partnerCode(second.partner)],
        }
      })
      const [one = '', other = ''] = codes
      const called = await race(...[one, one, other].map((code) => () => enter(superAdmin, customer, code)))
      expectOutcomes(called, ['partner-code-invalid'])
      expect(called.slice(0, 2).filter(isDone).length).toBeLessThanOrEqual(1)
      const items = await table.items()
      const { consents, mappings } = await expectOneMapping(customer, items)
      expectCount(consents, called)
      expect(mappings).toBe(consents)
      expect(items.filter(({ pk }) => pk.startsWith('PARTNER-CODE#'))).toHaveLength(2 - consents)
    },
  )

  raced(
    'R14 a consent to one partner and the request of another at once: one after the other',
    table,
    async ({ race }) => {
      const { customer, superAdmin, first, second, tagRequest } = await table.arranged(async () => {
        const arranged = await organization(2)
        return {
          ...arranged,
          tagRequest: await arrange.tagRequest(arranged.first.partner, arranged.customer),
        }
      })
      const { tagRequestId } = tagRequest
      const { customerId } = customer
      const [answered, asked] = await race(
        () => call(answerTagRequest, answer, superAdmin, { customerId, tagRequestId, answer: 'map' }),
        () => ask(second.admin, customer),
      )
      expectOutcomes([answered, asked], [])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      const requests = requestsIn(items)
      const own = requests.find(({ partnerId }) => partnerId === first.partner.partnerId)
      const others = requests.filter(({ partnerId }) => partnerId === second.partner.partnerId)
      expectCount(mapped.consents, [answered])
      expect(own?.state).toBe(mapped.consents === 1 ? 'mapped' : 'open')
      expectCount(others.length, [asked])
      const at = await arrange.now()
      for (const made of others)
        expect(stateAt(made, mapped, at)).toBe(made.consents < mapped.consents ? 'overtaken' : 'open')
      const overtaking = (await effects(table)).filter(({ kind }) => kind === 'overtake-tag-requests')
      expect(overtaking).toHaveLength(mapped.consents)
    },
  )
})
