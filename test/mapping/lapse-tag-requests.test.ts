import { describe, expect, it } from 'vitest'
import { handler as lapse } from '../../functions/mapping/lapse-tag-requests.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { tagRequestDueRecord } from '../../shared/mapping/records.ts'
import { deny, type TagRequest } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('lapseTagRequests', () => {
  const table = useTestTable()

  const asked = async () => {
    const { partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.unmappedCustomer()
    return { partner, customer, superAdmin, tagRequest: await arrange.tagRequest(partner, customer) }
  }
  const chainOf = ({ tagRequestId }: TagRequest) => auditActions(table, `TAG-REQUEST#${tagRequestId}`)
  const dues = async () => (await table.items()).filter(({ pk }) => pk.startsWith('DUE#tag-request#'))

  it('R14 records what nobody answered in 15 days and tells both sides, once each, in parallel too, and never early', async () => {
    const waiting = await table.arranged(() => Promise.all([1, 2, 3].map(asked)))
    await arrange.advanceClock('P14DT23H')
    await run(lapse)
    expect(await dues()).toHaveLength(3)
    await arrange.advanceClock('PT1H')
    const later = await asked()
    await Promise.all([run(lapse), run(lapse), run(lapse)])
    await run(lapse)
    const told = await effects(table)
    expect(told).toHaveLength(6)
    for (const { partner, customer, superAdmin, tagRequest } of waiting) {
      const { lapsesAt } = tagRequest
      const stored = await arrange.storedTagRequest(tagRequest)
      expect(stored).toMatchObject({ state: 'lapsed', closedAt: lapsesAt })
      expect(await chainOf(tagRequest)).toEqual(['tag-request.made', 'tag-request.lapsed'])
      const words = { domain: customer.domain, partnerName: partner.company.name }
      expect(told).toContainEqual(
        expect.objectContaining({ mail: 'tag-request-lapsed', to: superAdmin.email, words }),
      )
      expect(told).toContainEqual(
        expect.objectContaining({ mail: 'tag-request-lapsed', partnerId: partner.partnerId, words }),
      )
    }
    expect((await dues()).map(({ pk }) => pk)).toEqual([`DUE#tag-request#${later.tagRequest.tagRequestId}`])
  })

  it('R14 leaves alone what was answered, and records as overtaken what the organisation consented past', async () => {
    await table.clear()
    const denied = await asked()
    await arrange.endTagRequest(denied.tagRequest, deny)
    const { tagRequestId: id, lapsesAt: dueAt } = denied.tagRequest
    await arrange.commit(tagRequestDueRecord.put({ id, dueAt }))
    const overtaken = await asked()
    const customer = await reader(world.table).get(customerRecord, overtaken.customer)
    await arrange.commit(
      customerRecord.replace(customer, consent(customer, await arrange.now()), { action: 'customer.mapped' }),
    )
    await arrange.advanceClock('P15D')
    await run(lapse)
    expect(await chainOf(denied.tagRequest)).toEqual(['tag-request.made', 'tag-request.denied'])
    expect(await chainOf(overtaken.tagRequest)).toEqual(['tag-request.made', 'tag-request.overtaken'])
    expect(await dues()).toEqual([])
    expect(await effects(table)).toMatchObject([
      { mail: 'tag-request-overtaken' },
      { mail: 'tag-request-overtaken' },
    ])
  })

  it('does nothing when its time is up, and leaves the work to a later run', async () => {
    await table.clear()
    const { tagRequest } = await asked()
    await arrange.advanceClock('P15D')
    await run(lapse, {}, 0)
    expect(await arrange.storedTagRequest(tagRequest)).toMatchObject({ state: 'open' })
    await run(lapse)
    expect(await arrange.storedTagRequest(tagRequest)).toMatchObject({ state: 'lapsed' })
  })

  proveWrites(
    'finishes what is due without work',
    table,
    async () => {
      await table.clear()
      const { tagRequest } = await asked()
      await arrange.endTagRequest(tagRequest, deny)
      const { tagRequestId: id, lapsesAt: dueAt } = tagRequest
      await arrange.commit(tagRequestDueRecord.put({ id, dueAt }))
      await arrange.advanceClock('P15D')
      return () => run(lapse)
    },
    'DUE#tag-request',
  )
  proveWrites('lapses a tag request', table, async () => {
    await table.clear()
    await asked()
    await arrange.advanceClock('P15D')
    return () => run(lapse)
  })
})
