import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { handler as close } from '../../functions/management/close-management-session.ts'
import { handler } from '../../functions/audit/list-audit.ts'
import { handler as addUser } from '../../functions/users/add-users.ts'
import { handler as deleteOne } from '../../functions/users/delete-user.ts'
import { listAudit } from '../../shared/audit/contract.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { closeManagementSession } from '../../shared/management/contract.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { addUsers, deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const Page = z.object({
  items: z.array(
    z.looseObject({
      at: z.string(),
      entryId: z.string(),
      action: z.string().optional(),
      operation: z.string().optional(),
      actor: z.unknown(),
    }),
  ),
  nextCursor: z.string().optional(),
})
const pageOf = (body: unknown) => Page.parse(body)

const NOBODY = UserId.parse(`usr_${'0'.repeat(26)}`)

/** A partner admin who adds a user in a session and is refused to delete one, and a super admin who adds another. */
const managed = async () => {
  const { admin, partner, customer, superAdmin, session } = await arrange.managed()
  const { customerId, domain } = customer
  const users = (local: string) => [{ email: `${local}@${domain}`, firstName: 'Malee', lastName: 'Srisuk' }]
  const later = () => arrange.advanceClock('PT1S')
  await later()
  await call(addUsers, addUser, admin, { customerId, users: users('malee') })
  await later()
  const refused = await call(deleteUser, deleteOne, admin, { customerId, userId: NOBODY })
  await later()
  await call(addUsers, addUser, superAdmin, { customerId, users: users('nok') })
  await later()
  return { as: admin, input: { customerId }, admin, partner, customer, superAdmin, session, refused }
}

describeOperation(listAudit, handler, {
  done: {
    title: 'R53 shows a partner in a session its own deeds and refused attempts, newest first, and no others',
    arrange: managed,
    then: async (answer, { admin, customer, partner, session, refused }) => {
      const { partnerId } = partner
      const { customerId, domain } = customer
      const { personId } = session
      const actor = { kind: 'person', role: 'partner-admin', email: admin.email, personId, partnerId }
      const shared = { actor, onBehalfOf: customerId, sourceAddress: '192.0.2.7' }
      expect(answer.items).toHaveLength(2)
      expect(answer.items).toEqual([
        {
          ...shared,
          entryId: expect.any(String),
          at: expect.any(String),
          outcome: 'refused',
          operation: 'deleteUser',
          code: 'forbidden-to-partner-admin',
          requestId: refused.body['instance'],
          sessionId: session.sessionId,
          subject: { kind: 'user', id: expect.stringMatching(/^usr_0+$/) },
        },
        {
          ...shared,
          entryId: expect.any(String),
          at: expect.any(String),
          outcome: 'allowed',
          action: 'user.added',
          requestId: expect.stringMatching(/^urn:request:/),
          sessionId: session.sessionId,
          subject: { kind: 'user', id: expect.stringMatching(/^usr_/) },
          seq: 1,
          after: expect.objectContaining({ email: `malee@${domain}` }),
        },
      ])
      expect(JSON.stringify(answer)).not.toMatch(/salt|discount|commission/)
    },
  },
  otherwise: [
    async () => {
      const { admin, input } = await managed()
      return { as: admin, input: { ...input, actor: admin.email.toUpperCase() } }
    },
  ],
  refuses: {},
})

describe('the log of an organisation as a list', () => {
  useMemoryTable()
  const ask = (as: arrange.Somebody, input: object) => call(listAudit, handler, as, { ...input })
  const wordsOf = (body: unknown) => pageOf(body).items.map(({ action, operation }) => action ?? operation)

  it('R53 shows an administrator every deed: people by address, by id once they are forgotten, staff by role, functions by name', async () => {
    const { superAdmin, input, customer, admin, session } = await managed()
    await arrange.deedBy(customer, { kind: 'person', personId: session.personId, role: 'support' })
    const { body } = await ask(superAdmin, input)
    expect(wordsOf(body).slice(0, 5)).toEqual([
      'customer.arranged',
      'user.added',
      'deleteUser',
      'user.added',
      'session.opened',
    ])
    expect(wordsOf(body).slice(5).sort()).toEqual(['access.granted', 'customer.added', 'user.added'])
    const actors = pageOf(body).items.map(({ actor }) => actor)
    const { personId, partnerId } = session
    const adminShown = { kind: 'person', role: 'partner-admin', personId, partnerId }
    expect(actors[0]).toEqual({ kind: 'person', role: 'support' })
    expect(actors[1]).toMatchObject({ role: 'super-admin', email: superAdmin.email })
    expect(actors[2]).toEqual({ ...adminShown, email: admin.email })
    expect(actors[4]).toEqual({ kind: 'function', name: 'test' })
    await arrange.commit(personalDetailsRecord.remove({ personId }))
    const forgotten = pageOf((await ask(superAdmin, input)).body).items
    expect(forgotten[2]?.actor).toEqual(adminShown)
  })

  it('R53 narrows the list by person, partner, deed, outcome and time', async () => {
    const { superAdmin, admin, partner, input, customer, session } = await managed()
    const { personId, partnerId } = session
    await arrange.deedBy(customer, { kind: 'person', personId, role: 'support' }, 'customer.looked-after')
    const find = async (filter: object) => wordsOf((await ask(superAdmin, { ...input, ...filter })).body)
    const ofPartner = ['deleteUser', 'user.added']
    const other = arrange.somebody('other')
    // Who of the team it was is told to nobody, and so not by the filter either.
    expect(await find({ actor: admin.email })).toEqual(ofPartner)
    expect(await find({ actor: ` ${admin.email.toUpperCase()} ` })).toEqual(ofPartner)
    expect(await find({ actor: other.email })).toEqual([])
    await arrange.bind(other)
    expect(await find({ actor: other.email })).toEqual([])
    expect(await find({ partner: partner.partnerId })).toEqual(ofPartner)
    expect(await find({ partner: `ptr_${'0'.repeat(26)}` })).toEqual([])
    expect(await find({ outcome: 'refused' })).toEqual(['deleteUser'])
    expect(await find({ action: 'deleteUser' })).toEqual(['deleteUser'])
    expect(await find({ action: 'user.added', partner: partnerId })).toEqual(['user.added'])
    expect(await find({ action: 'user' })).toEqual([])
    const all = pageOf((await ask(superAdmin, input)).body).items
    const at = all[1]?.at ?? ''
    expect(await find({ from: at })).toEqual(all.filter((one) => one.at >= at).map(({ action }) => action))
    expect(await find({ to: at })).toHaveLength(all.filter((one) => one.at < at).length)
    expect(await find({ from: at, to: at })).toEqual([])
    expect(await ask(superAdmin, { ...input, from: all[0]?.at, to: all[1]?.at })).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/to' }] },
    })
  })

  it('R53 shows a partner nothing of other partners and of the organisation, whatever it filters by', async () => {
    const { admin, superAdmin, partner, customer, input } = await managed()
    const other = { ...(await arrange.partner()), personId: await arrange.personIdOf(arrange.somebody()) }
    const { partnerId } = other.partner
    const foreign = { kind: 'person', personId: other.personId, role: 'partner-admin', partnerId } as const
    await arrange.deedBy(customer, foreign, 'customer.foreign')
    for (const filter of [
      {},
      { partner: partnerId },
      { actor: superAdmin.email },
      { action: 'customer.foreign' },
    ])
      for (const { actor } of pageOf((await ask(admin, { ...input, ...filter })).body).items)
        expect(actor).toMatchObject({ partnerId: partner.partnerId })
  })

  it('R53 reads at most 1,000 lines a page, then says where to continue, even with no entries', async () => {
    const { admin, superAdmin, customer, input, session } = await managed()
    const { customerId } = customer
    const at = plusMillis(await arrange.now(), 1)
    const actor = { kind: 'function', name: 'test' } as const
    await arrange.logLines(customerId, 1_100, (place) => ({ at: plusMillis(at, place), actor }))
    const first = pageOf((await ask(admin, input)).body)
    expect(first).toEqual({ items: [], nextCursor: expect.any(String) })
    const cursor = first.nextCursor
    const second = await ask(admin, { ...input, cursor })
    expect(wordsOf(second.body)).toEqual(['deleteUser', 'user.added'])
    expect(second.body).not.toHaveProperty('nextCursor')
    expect((await ask(superAdmin, { ...input, cursor })).status).toBe(400)
    const elsewhere = await arrange.managed()
    const foreign = { customerId: elsewhere.customer.customerId, cursor }
    expect((await ask(elsewhere.superAdmin, foreign)).status).toBe(400)
    expect(session.customerId).toBe(customerId)
  })

  it('R53 pages through all entries, each once', async () => {
    const { superAdmin, input } = await managed()
    const all = pageOf((await ask(superAdmin, input)).body).items
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const { items, nextCursor } = pageOf(
        (await ask(superAdmin, { ...input, limit: 3, ...(cursor ? { cursor } : {}) })).body,
      )
      pages.push(...items.map(({ entryId }) => entryId))
      cursor = nextCursor
    } while (cursor)
    expect(pages).toEqual(all.map(({ entryId }) => entryId))
  })

  it('R53 shows that a session was opened and closed, and renewed', async () => {
    const { superAdmin, admin, input } = await managed()
    await call(closeManagementSession, close, admin, input)
    const { items } = pageOf((await ask(superAdmin, { ...input, action: 'session.closed' })).body)
    expect(items).toMatchObject([
      { subject: { kind: 'session' }, before: { state: 'open' }, after: { state: 'closed' } },
    ])
  })
})
