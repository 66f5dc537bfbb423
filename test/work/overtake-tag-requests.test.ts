import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { withdraw, type TagRequest } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, entryOf, holdSettling, makeDue, streamEvent, useMailService } from '../support/outbox.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('closing the tag requests that a consent overtook', () => {
  const table = useTestTable()
  useMailService()

  /** The requests of several partners to an organisation that has consented to another, and the effect that closes them. */
  const overtaken = async (count: number) => {
    const { customer, superAdmin } = await arrange.unmappedCustomer()
    const asked: { partnerId: string; tagRequest: TagRequest }[] = []
    for (let number = 0; number < count; number += 1) {
      const { partner } = await arrange.partner()
      asked.push({ partnerId: partner.partnerId, tagRequest: await arrange.tagRequest(partner, customer) })
    }
    const present = await reader(world.table).get(customerRecord, customer)
    await arrange.commit(
      customerRecord.replace(present, consent(present, await arrange.now()), { action: 'customer.mapped' }),
    )
    const { customerId } = customer
    const outboxId = await enqueue({ kind: 'overtake-tag-requests', customerId })
    return { asked, customer, superAdmin, outboxId }
  }
  const chainOf = ({ tagRequestId }: TagRequest) => auditActions(table, `TAG-REQUEST#${tagRequestId}`)
  const tagMails = async () =>
    (await effects(table)).flatMap((effect) =>
      'mail' in effect && effect.mail === 'tag-request-overtaken' ? [effect] : [],
    )

  it('R14 closes each once and tells both sides of each once, and leaves alone what was asked since', async () => {
    const { asked, customer, superAdmin, outboxId } = await table.arranged(() => overtaken(28))
    const since = await arrange.partner()
    const later = await arrange.tagRequest(since.partner, customer)
    await run(dispatch, streamEvent(outboxId), 0)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'OutOfTime' })
    await makeDue(outboxId)
    await Promise.all([run(retry), run(dispatch, streamEvent(outboxId))])
    await run(dispatch, streamEvent(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    for (const { tagRequest } of asked)
      expect(await chainOf(tagRequest)).toEqual(['tag-request.made', 'tag-request.overtaken'])
    expect(await chainOf(later)).toEqual(['tag-request.made'])
    const told = await tagMails()
    expect(told.filter((effect) => effect.kind === 'mail').map(({ to }) => to)).toEqual(
      asked.map(() => superAdmin.email),
    )
    const partners = told.flatMap((effect) => (effect.kind === 'tell-partner' ? [effect.partnerId] : []))
    expect(partners.sort()).toEqual(asked.map(({ partnerId }) => partnerId).sort())
    const dues = (await table.items()).filter(({ pk }) => pk.startsWith('DUE#tag-request#'))
    expect(dues.map(({ pk }) => pk)).toEqual([`DUE#tag-request#${later.tagRequestId}`])
  })

  it('R14 goes back no further than to what has lapsed, which a job closes', async () => {
    const { customerId } = await table.arranged(async () => {
      const { customer } = await arrange.unmappedCustomer()
      for (let number = 0; number < 40; number += 1) {
        const tagRequest = await arrange.tagRequest((await arrange.partner()).partner, customer)
        await arrange.endTagRequest(tagRequest, withdraw)
      }
      await arrange.advanceClock('P15D')
      return customer
    })
    const outboxId = await enqueue({ kind: 'overtake-tag-requests', customerId })
    const { cost } = await table.metered(() => run(dispatch, streamEvent(outboxId)))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    // The first page holds 25 of them.
    expect(cost.reads).toBeLessThan(32)
  })

  it('R14 leaves to a later attempt what changed meanwhile, and what cannot be read holds up no other', async () => {
    const { asked, outboxId } = await overtaken(3)
    const [broken, held, other] = asked
    if (!broken || !held || !other) throw new Error('There are no requests')
    const stored = (await table.items()).find(
      ({ pk }) => pk === `TAG-REQUEST#${broken.tagRequest.tagRequestId}`,
    )
    if (!stored) throw new Error('The request is missing')
    await table.put({ ...stored, createdAt: 'as no rule knows it' })
    const { attempting, settling } = await holdSettling(table, () => run(dispatch, streamEvent(outboxId)))
    await arrange.endTagRequest(other.tagRequest, withdraw)
    settling.release()
    await attempting
    expect(await chainOf(held.tagRequest)).toContain('tag-request.overtaken')
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'TagRequestsLeft' })
    await table.put(stored)
    await makeDue(outboxId)
    await run(retry)
    expect(await chainOf(broken.tagRequest)).toContain('tag-request.overtaken')
    expect(await chainOf(other.tagRequest)).toEqual(['tag-request.made', 'tag-request.withdrawn'])
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
  })

  proveWrites('closes an overtaken request', table, async () => {
    await table.clear()
    const { outboxId } = await overtaken(1)
    return () => run(dispatch, streamEvent(outboxId))
  })
})
