import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, entryOf, holdSettling, makeDue, streamEvent, useMailService } from '../support/outbox.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('ending the other claims to a verified domain', () => {
  const table = useTestTable()
  useMailService()
  let serial = 0

  /** Several claims to a domain that another customer has verified, and the effect that ends them. */
  const outrun = async (count: number) => {
    const domain = `outrun-${(serial += 1)}.co.th`
    const claims: ({ admin: arrange.Somebody } & Awaited<ReturnType<typeof arrange.customer>>)[] = []
    for (let number = 0; number < count; number += 1) {
      const { admin, partner } = await arrange.partner()
      claims.push({ admin, ...(await arrange.customer(partner, { trial: true, signedIn: false, domain })) })
    }
    const { partner } = await arrange.partner()
    const winner = await arrange.customer(partner, { verified: true, trial: true, domain })
    return { claims, winner, domain, outboxId: await enqueue({ kind: 'end-other-claims', domain }) }
  }
  const stateOf = async ({ customer }: Awaited<ReturnType<typeof arrange.customer>>) =>
    (await reader(world.table).find(customerRecord, customer))?.state
  const endedMails = async ({ email }: arrange.Somebody) =>
    (await mailsTo(table, email)).filter(({ mail }) => mail === 'claim-ended')

  it('R11 R18 ends each once, mails both sides of each once, says why in the audit, and touches nothing of the winner', async () => {
    const { claims, winner, domain, outboxId } = await table.arranged(() => outrun(30))
    const own = async () =>
      (await table.items()).filter(({ pk, sk }) =>
        [pk, sk].some((key) => key.endsWith(winner.customer.customerId)),
      )
    const before = await own()
    await run(dispatch, streamEvent(outboxId), 0)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'OutOfTime' })
    await makeDue(outboxId)
    await Promise.all([run(retry), run(dispatch, streamEvent(outboxId))])
    await run(dispatch, streamEvent(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    expect(await own()).toEqual(before)
    const items = await table.items()
    expect(items.filter(({ pk }) => pk === `CLAIM#${domain}`)).toEqual([])
    for (const claim of claims) {
      const { customerId, partnerId } = claim.customer
      expect(await stateOf(claim)).toBe('removed')
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.ended',
      ])
      for (const side of [claim.admin, claim.superAdmin])
        expect(await endedMails(side)).toMatchObject([{ words: { domain } }])
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${partnerId}`)).toMatchObject({ claims: 0 })
      expect(
        items.filter(({ pk, sk }) => pk.startsWith('DUE#') && pk.endsWith(customerId) && sk === 'DUE'),
      ).toEqual([])
    }
    const reasons = items
      .filter(({ pk, action }) => pk.startsWith('AUDIT#') && action === 'customer.ended')
      .map(({ details }) => details)
    expect(new Set(reasons.map((details) => Object(details).reason))).toEqual(
      new Set(['verified-by-another']),
    )
  })

  it('R11 tells the super admin that there is when it commits, and leaves to a later attempt what changed meanwhile', async () => {
    const { claims, outboxId } = await outrun(1)
    const [claim] = claims
    if (!claim) throw new Error('There is no claim')
    const { attempting, settling } = await holdSettling(table, () => run(dispatch, streamEvent(outboxId)))
    const { customer } = claim
    const corrected = arrange.somebody('intended')
    await arrange.setOrganizationRole(corrected, customer, 'super-admin')
    const next = { ...customer, superAdmin: { ...customer.superAdmin, email: corrected.email } }
    await arrange.commit(...customerChanged(customer, next, { action: 'super-admin.corrected' }))
    settling.release()
    await attempting
    expect(await stateOf(claim)).toBe('live')
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'ClaimsLeft' })
    await makeDue(outboxId)
    await run(retry)
    expect(await stateOf(claim)).toBe('removed')
    expect(await endedMails(claim.superAdmin)).toEqual([])
    expect(await endedMails(corrected)).toHaveLength(1)
  })

  it('R11 a claim that cannot be read holds up no other', async () => {
    const { claims, outboxId } = await outrun(3)
    const [broken, ...others] = claims
    if (!broken) throw new Error('There is no claim')
    const stored = (await table.items()).find(({ pk }) => pk === `CUSTOMER#${broken.customer.customerId}`)
    if (!stored) throw new Error('The customer is missing')
    await table.put({ ...stored, createdAt: 'as no rule knows it' })
    await run(dispatch, streamEvent(outboxId))
    for (const other of others) expect(await stateOf(other)).toBe('removed')
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'ClaimsLeft' })
    await table.put(stored)
    await makeDue(outboxId)
    await run(retry)
    expect(await stateOf(broken)).toBe('removed')
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
  })

  proveWrites('ends another claim', table, async () => {
    await table.clear()
    const { outboxId } = await outrun(1)
    return () => run(dispatch, streamEvent(outboxId))
  })
})
