import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { useTestTable } from '../support/table/test-table.ts'

let serial = 0

describe('R19 the daily number of a busy partner', () => {
  const table = useTestTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  afterEach(() => table.proxy.reset())

  const busy = (counted: number) =>
    table.arranged(async () => {
      await arrange.noon()
      const { admin, partner } = await arrange.partner()
      if (counted > 0) await arrange.countedToday('mails-of-partner', partner.partnerId, counted)
      return { admin, partnerId: partner.partnerId }
    })
  const addAtOnce = (admin: arrange.Somebody, customers: number): Promise<Called[]> =>
    Promise.all(
      Array.from({ length: customers }, () =>
        call(addCustomer, add, admin, {
          domain: `busy-${(serial += 1)}.co.th`,
          organizationName: 'Busy',
          superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: arrange.somebody().email },
          country: 'TH',
          language: 'en',
        }),
      ),
    )
  const countOf = async (partnerId: string) =>
    (await table.items()).find(({ pk }) => pk === `DAY-COUNT#mails-of-partner#${partnerId}`)

  it('is counted once each, though the transactions of many customers at once conflict', async () => {
    const { admin, partnerId } = await busy(0)
    table.proxy.failNext('TransactWriteItems', 'conflict', 'conflict', 'conflict', 'conflict')
    const added = await addAtOnce(admin, 8)
    expect(added.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(await countOf(partnerId)).toMatchObject({ count: 8 })
    expect(table.proxy.count('TransactWriteItems')).toBeGreaterThanOrEqual(12)
  })

  it('is kept exactly when the last ones come at once and conflict, and is refused, not failed', async () => {
    const { admin, partnerId } = await busy(197)
    table.proxy.failNext('TransactWriteItems', 'conflict', 'lost-acknowledgement', 'conflict', 'conflict')
    const added = await addAtOnce(admin, 6)
    expect(added.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429])
    for (const { status, headers, body } of added)
      if (status === 429)
        expect([headers['retry-after'], body['number']]).toEqual([expect.any(String), 'mails-of-partner'])
    expect(await countOf(partnerId)).toMatchObject({ count: 200 })
  })
})
