import { describe, expect, it, vi } from 'vitest'
import { handler as addCustomer } from '../../functions/customers/add-customer.ts'
import { handler as listCustomers } from '../../functions/customers/list-console-customers.ts'
import { handler as listPartners } from '../../functions/partners/list-partners.ts'
import { handler as getMe } from '../../functions/people/get-me.ts'
import { handler as listStaff } from '../../functions/people/list-staff.ts'
import { world } from '../../functions/outside/world.ts'
import * as customers from '../../shared/customers/contract.ts'
import { canonicalEmail, EmailAddress } from '../../shared/kernel/email-address.ts'
import * as partners from '../../shared/partners/contract.ts'
import * as people from '../../shared/people/contract.ts'
import { leavePartner } from '../../shared/people/person.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { NO_ADDRESS, SPELLINGS } from './address-spellings.ts'

describe('who somebody is', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)

  it.each(SPELLINGS)('%j is %s', (spelling, address) => {
    expect(EmailAddress.parse(spelling)).toBe(address)
    expect(canonicalEmail(address)).toBe(address)
  })

  it('refuses what is no address, or more than one, or holds what nobody sees', () => {
    expect(NO_ADDRESS.filter((text) => EmailAddress.safeParse(text).success)).toEqual([])
    expect(NO_ADDRESS.filter((text) => canonicalEmail(text) !== undefined)).toEqual([])
  })

  it('keeps another person out in every spelling of an address', async () => {
    const who = arrange.somebody('first')
    expect((await call(people.getMe, getMe, who, {})).status).toBe(200)
    const domain = who.email.slice(who.email.indexOf('@') + 1)
    const local = who.email.slice(0, who.email.indexOf('@'))
    for (const email of [
      who.email.toUpperCase(),
      ` ${who.email}`,
      `${who.email}.`,
      `${local}@${domain.replace('.', '。')}`,
    ]) {
      expect((await call(people.getMe, getMe, who, {}, { claims: { email } })).status, email).toBe(200)
      const claims = { email, sub: 'somebody else' }
      expect((await call(people.getMe, getMe, who, {}, { claims })).body['type'], email).toBe(
        '/problems/another-person',
      )
    }
    expect((await table.items()).filter(({ pk }) => pk.startsWith('SUBJECT#'))).toHaveLength(1)
  })

  const listing = async () => {
    const { admin, partner } = await arrange.partner()
    for (let count = 0; count < 3; count += 1) await arrange.customer(partner)
    const page = await call(customers.listConsoleCustomers, listCustomers, admin, { limit: 1 })
    return { admin, cursor: String(page.body['nextCursor']) }
  }

  it('takes a cursor from nobody but whom it was given to, for nothing but its query, as it was given, for a day', async () => {
    const { admin, cursor } = await listing()
    const other = (await listing()).admin
    const next = (as: arrange.Somebody, input: object) =>
      call(customers.listConsoleCustomers, listCustomers, as, { limit: 1, ...input })
    expect((await next(admin, { cursor })).status).toBe(200)
    const bytes = Buffer.from(cursor, 'base64url')
    const flipped = Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)))
    const tampered = [
      '.',
      'x',
      `${cursor}.x`,
      `${cursor}=`,
      `${cursor} `,
      `${cursor}%00`,
      `.${cursor}`,
      cursor.slice(1),
      cursor.slice(0, -4),
      `${cursor}${cursor}`,
      flipped.toString('base64url'),
      bytes.subarray(0, 12).toString('base64url'),
      bytes.toString('base64'),
      bytes.toString('hex'),
      'null',
      '[]',
      'A'.repeat(2_048),
    ]
    for (const forgery of tampered)
      expect((await next(admin, { cursor: forgery })).body['type'], forgery).toBe('/problems/cursor-invalid')
    expect((await next(admin, { cursor: 'A'.repeat(2_049) })).body['type']).toBe('/problems/invalid-input')
    expect((await next(other, { cursor })).body['type']).toBe('/problems/cursor-invalid')
    for (const query of [{ search: 'x' }, { domainState: 'verified' }, { trial: 'running' }])
      expect((await next(admin, { cursor, ...query })).body['type']).toBe('/problems/cursor-invalid')
    const support = await arrange.staff('support')
    for (const [operation, handler] of [
      [partners.listPartners, listPartners],
      [people.listStaff, listStaff],
    ] as const)
      expect((await call(operation, handler, support, { cursor })).body['type']).toBe(
        '/problems/cursor-invalid',
      )
    const later = vi.spyOn(world, 'realMs').mockReturnValue(world.realMs() + 25 * 3_600_000)
    expect((await next(admin, { cursor })).body['type']).toBe('/problems/cursor-invalid')
    later.mockRestore()
  })

  it('takes no cursor from somebody who has joined another partner since', async () => {
    const { admin, cursor } = await listing()
    const next = () => call(customers.listConsoleCustomers, listCustomers, admin, { limit: 1, cursor })
    expect((await next()).status).toBe(200)
    await arrange.setPerson(admin, leavePartner)
    await arrange.partner({ admins: [admin] })
    expect((await next()).body['type']).toBe('/problems/cursor-invalid')
  })

  it("answers nobody another person's stored answer: an idempotency key is theirs who sent it", async () => {
    const [one, other] = [await arrange.partner(), await arrange.partner()]
    const ask = (as: arrange.Somebody, domain: string, options: object = {}) => {
      const superAdmin = { firstName: 'Malee', lastName: 'Srisuk', email: arrange.somebody().email }
      const input = { ...Object(sampleOf(customers.addCustomer.declaration.input)), domain, superAdmin }
      return {
        input,
        send: () =>
          call(customers.addCustomer, addCustomer, as, input, { idempotencyKey: 'one-key', ...options }),
      }
    }
    const first = ask(one.admin, 'first-one.co.th')
    const added = await first.send()
    expect(added.status).toBe(201)
    expect(await first.send()).toEqual(added)
    const foreign = await call(customers.addCustomer, addCustomer, other.admin, first.input, {
      idempotencyKey: 'one-key',
    })
    expect(foreign.status).toBe(201)
    expect(foreign.body['customerId']).not.toBe(added.body['customerId'])
    expect((await ask(one.admin, 'second-one.co.th').send()).body['type']).toBe(
      '/problems/idempotency-key-reused',
    )
    const recycled = await ask(one.admin, 'first-one.co.th', { claims: { sub: 'later' } }).send()
    expect(recycled.body['type']).toBe('/problems/another-person')
    for (const idempotencyKey of ['', ' ', 'a b', 'ü', 'x'.repeat(256), 'a\r\nb'])
      expect(
        (await ask(one.admin, 'fourth.co.th', { idempotencyKey }).send()).body['type'],
        idempotencyKey,
      ).toBe('/problems/invalid-input')
    await arrange.setPerson(one.admin, ({ partner: _left, ...person }) => person)
    expect((await first.send()).body['type']).toBe('/problems/role-required')
  })
})
