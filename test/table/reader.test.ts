import { describe, expect, it } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('reader', () => {
  const table = useTestTable()

  it('reads what is asked for at once in one round trip, each asker getting its own', async () => {
    const { admin, partner } = await arrange.partner()
    const { partner: other } = await arrange.partner()
    const { find, findAll } = reader(world.table)
    table.proxy.reset()
    const [person, stranger, partners] = await Promise.all([
      find(personRecord, admin),
      find(personRecord, arrange.somebody()),
      findAll(partnerRecord, [other, partner]),
    ])
    expect(table.proxy.count('BatchGetItem')).toBe(1)
    expect(person?.email).toBe(admin.email)
    expect(stranger).toBeUndefined()
    expect(partners.map((found) => found?.partnerId)).toEqual([other.partnerId, partner.partnerId])
  })

  it('asks for more than 100 keys in several round trips', async () => {
    const { find } = reader(world.table)
    table.proxy.reset()
    await Promise.all(Array.from({ length: 101 }, () => find(personRecord, arrange.somebody())))
    expect(table.proxy.count('BatchGetItem')).toBe(2)
  })
})
