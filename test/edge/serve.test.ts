import { describe, expect, it, vi } from 'vitest'
import { handler as submitHandler } from '../../functions/applications/submit-application.ts'
import { handler as advance } from '../../functions/clock/advance-clock.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { handler as me } from '../../functions/people/get-me.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { handler as start } from '../../functions/trials/start-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { submitApplication } from '../../shared/applications/contract.ts'
import { advanceClock } from '../../shared/clock/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import { getMe } from '../../shared/people/contract.ts'
import { idempotencyDigest, storedAnswerRecord } from '../../shared/table/stored-answer.ts'
import { extendTrial, startTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { expectRefusal } from '../support/describe/expect-refusal.ts'
import type { Fault } from '../support/faults/fault-proxy.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('serving an operation', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)

  const onTrial = async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    return { admin, partner, input: { customerId: customer.customerId } }
  }
  const writtenBy = async (operation: () => Promise<unknown>): Promise<number> => {
    const before = (await table.items()).length
    await operation()
    return (await table.items()).length - before
  }

  it('refuses another input under the same idempotency key, and keeps keys apart by person and operation', async () => {
    const idempotencyKey = 'one-key'
    const support = await arrange.staff('support')
    const other = await arrange.staff('support')
    expect(await call(advanceClock, advance, support, { by: 'PT1S' }, { idempotencyKey })).toMatchObject({
      status: 200,
    })
    expect(await call(advanceClock, advance, support, { by: 'PT2S' }, { idempotencyKey })).toMatchObject({
      status: 409,
      body: { type: '/problems/idempotency-key-reused' },
    })
    expect(await call(advanceClock, advance, other, { by: 'PT2S' }, { idempotencyKey })).toMatchObject({
      status: 200,
    })
  })

  it("changes nothing where a version is stale, a key was used for something else or an address is another person's", async () => {
    const refused = expectRefusal(table)
    const support = await arrange.staff('support')
    const { partner } = await arrange.partner()
    const input = { partnerId: partner.partnerId, admins: [arrange.somebody().email] }
    await refused('changed-meanwhile', 'stale', () =>
      call(setPartnerAdmins, setAdmins, support, input, { ifMatch: '"999"' }),
    )
    const idempotencyKey = 'used'
    await call(advanceClock, advance, support, { by: 'PT1S' }, { idempotencyKey })
    await refused('idempotency-key-reused', 'conflict', () =>
      call(advanceClock, advance, support, { by: 'PT2S' }, { idempotencyKey }),
    )
    await refused('another-person', 'forbidden', () =>
      call(advanceClock, advance, support, { by: 'PT2S' }, { claims: { sub: 'somebody else' } }),
    )
  })

  it('binds an e-mail to the first of two subjects that come at once', async () => {
    const { admin, input } = await onTrial()
    const newcomer = arrange.somebody('newcomer')
    const other = { ...newcomer, sub: 'somebody else with the same address' }
    const submit = (who: arrange.Somebody) =>
      call(submitApplication, submitHandler, who, { ...arrange.form(), acceptedTerms: TERMS_VERSION })
    const heldCommit = table.proxy.holdNext('TransactWriteItems')
    const slow = submit(newcomer)
    await heldCommit.arrived
    expect(await submit(other)).toMatchObject({ status: 201 })
    heldCommit.release()
    expect(await slow).toMatchObject({ status: 403, body: { type: '/problems/another-person' } })
    expect(await call(extendTrial, extend, admin, input, { idempotencyKey: 'apart' })).toMatchObject({
      status: 200,
    })
  })

  it('treats a stored answer that has expired as none, though the table still holds it', async () => {
    const { admin, input } = await onTrial()
    const idempotencyKey = 'expired-key'
    const asking = () => call(extendTrial, extend, admin, input, { idempotencyKey })
    expect(await asking()).toMatchObject({ body: { grantedDays: 30 } })
    const digest = idempotencyDigest(admin.sub, 'extendTrial', idempotencyKey)
    await arrange.commit(storedAnswerRecord.set({ digest }, { expiresAt: 1 }))
    expect(await asking()).toMatchObject({ status: 200, body: { grantedDays: 45 } })
  })

  it('never replays an answer to somebody who lost access (R60)', async () => {
    const { admin, input } = await onTrial()
    const asking = () => call(extendTrial, extend, admin, input, { idempotencyKey: 'kept' })
    expect(await asking()).toMatchObject({ status: 200 })
    await arrange.revokeAccess(input.customerId)
    expect(await asking()).toMatchObject({ status: 403, body: { type: '/problems/access-revoked' } })
  })

  it.each<[string, Fault[]]>([
    ['a lost acknowledgement', ['lost-acknowledgement']],
    ['a reset connection', ['reset', 'reset']],
    ['contention', ['conflict', 'conflict', 'conflict']],
  ])('R32 extends once under %s', async (_name, faults) => {
    const { admin, input } = await onTrial()
    table.proxy.failNext('TransactWriteItems', ...faults)
    const answer = await call(extendTrial, extend, admin, input, { idempotencyKey: 'faulty' })
    expect(answer).toMatchObject({ status: 200, body: { grantedDays: 30, extensionsLeft: 2 } })
  })

  it('R31 never passes 60 days however many ask at once, and answers each of them truly', async () => {
    const { admin, input } = await onTrial()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        call(extendTrial, extend, admin, input, { idempotencyKey: `parallel-${index}` }),
      ),
    )
    const granted = answers.filter(({ status }) => status === 200).map(({ body }) => body['grantedDays'])
    expect(granted.length).toBeLessThanOrEqual(3)
    expect(new Set(granted).size).toBe(granted.length)
    for (const { status, body } of answers.filter((answer) => answer.status !== 200))
      expect([status, body['type']]).toBeOneOf([
        [409, '/problems/trial-extensions-exhausted'],
        [503, '/problems/unavailable'],
      ])
  })

  it('says unavailable with Retry-After when the table does not answer, and changes nothing', async () => {
    const { admin, input } = await onTrial()
    table.proxy.failNext('TransactWriteItems', ...Array<Fault>(40).fill('conflict'))
    const written = await writtenBy(async () => {
      const answer = await call(extendTrial, extend, admin, input, { idempotencyKey: 'nobody-there' })
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    })
    table.proxy.reset()
    expect(written).toBe(0)
    table.proxy.failNext('BatchGetItem', ...Array<Fault>(3).fill('server-error'))
    expect(await call(extendTrial, extend, admin, input, { idempotencyKey: 'unread' })).toMatchObject({
      status: 503,
    })
  })

  it('answers a defect with nothing but the request id, and logs neither what was asked nor who asked', async () => {
    const { admin, input } = await onTrial()
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await world.table.commit(
      [{ verb: 'update', key: customerRecord.key(input), set: { state: 'as no rule knows it' } }],
      world.ulid(world.realMs()),
    )
    const answer = await call(
      startTrial,
      start,
      admin,
      { ...input, plan: 'standard', licences: 7 },
      { idempotencyKey: 'k' },
    )
    expect(answer.status).toBe(500)
    expect(Object.keys(answer.body).sort()).toEqual(['detail', 'instance', 'status', 'title', 'type'])
    const logged = JSON.stringify(log.mock.calls)
    expect(logged).toContain('defect')
    for (const secret of [admin.email, admin.sub, input.customerId]) expect(logged).not.toContain(secret)
  })

  it('reads in one round trip and commits in one', async () => {
    const { admin, input } = await onTrial()
    table.proxy.reset()
    await call(extendTrial, extend, admin, input, { idempotencyKey: 'counted' })
    expect(
      ['BatchGetItem', 'TransactWriteItems', 'Query', 'GetItem'].map((action) => table.proxy.count(action)),
    ).toEqual([1, 1, 0, 0])
  })

  it('binds an e-mail to the subject that is first seen with it', async () => {
    const who = arrange.somebody('support')
    await arrange.setPerson(who, (person) => ({ ...person, staffRoles: ['support'] }))
    const heir = { ...who, sub: 'somebody who got the address later' }
    expect(await call(advanceClock, advance, heir, { by: 'PT1S' })).toMatchObject({
      body: { type: '/problems/another-person' },
    })
    expect(await call(advanceClock, advance, who, { by: 'PT1S' })).toMatchObject({ status: 200 })
  })

  it.each(['First@Vendor.Example.com', ' first@ＶＥＮＤＯＲ.example.com ', 'first@vendor。example.com'])(
    'R64 knows the first staff member by every spelling of the same address: %s',
    async (spelling) => {
      vi.stubEnv('FIRST_STAFF_MEMBER', spelling)
      const first = { email: EmailAddress.parse('first@vendor.example.com'), sub: 'first' }
      expect(await call(getMe, me, first, {})).toMatchObject({ body: { staffRoles: ['support'] } })
      expect(await call(advanceClock, advance, first, { by: 'PT1S' })).toMatchObject({ status: 200 })
      vi.unstubAllEnvs()
    },
  )

  it('R64 knows nobody as the first staff member where the deployment names no address', async () => {
    vi.stubEnv('FIRST_STAFF_MEMBER', 'first')
    const first = { email: EmailAddress.parse('first@vendor.example.com'), sub: 'first' }
    expect(await call(getMe, me, first, {})).toMatchObject({ body: { staffRoles: [] } })
    vi.unstubAllEnvs()
  })

  it('follows the table, not the token, at once when roles change', async () => {
    const who = await arrange.staff('support')
    expect(await call(advanceClock, advance, who, { by: 'PT1S' })).toMatchObject({ status: 200 })
    await arrange.setPerson(who, (person) => ({ ...person, staffRoles: [] }))
    expect(await call(advanceClock, advance, who, { by: 'PT1S' })).toMatchObject({ status: 403 })
    expect(world.setting('FIRST_STAFF_MEMBER')).not.toBe(who.email)
  })
})
