import { expect, it } from 'vitest'
import { handler as read } from '../../functions/customers/get-console-customer.ts'
import { handler } from '../../functions/domains/verify-domain.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { useDns } from '../support/dns.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

const dns = useDns()

const unproven = async (
  method: 'TXT' | 'CNAME' = 'TXT',
  options: Parameters<typeof arrange.customer>[1] = {},
) => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, options)
  const record = verificationRecord(customer.domain, customer.verification.code, method)
  return { as: admin, input: { customerId: customer.customerId, method }, customer, record }
}
const published = async (...of: Parameters<typeof unproven>) => {
  const asking = await unproven(...of)
  const { name, method, value } = asking.record
  if (method !== 'HTML') dns.set(name, method, value)
  return asking
}
/** A customer on trial whose registrable domain was tried by another, who has verified a name below it. */
const triedBefore = async () => {
  const asking = await published('TXT', { trial: true })
  const { partner } = await arrange.partner()
  const { domain } = asking.customer
  await arrange.customer(partner, { verified: true, trial: true, domain: `shop.${domain}` })
  return asking
}

describeOperation(verifyDomain, handler, {
  done: {
    title:
      'R21 proves the domain by what DNS says now, R22 so that it can be managed; a failure is an answer',
    arrange: () => published(),
    then: async (answer, { as, input, customer, record }, table) => {
      const { customerId, domain, superAdmin } = customer
      const { verifiedAt } = answer
      expect(answer).toMatchObject({
        customerId,
        domain,
        verified: true,
        method: 'TXT',
        diagnosis: {
          result: 'verified',
          asked: { name: domain, type: 'TXT', servers: [dns.address()] },
          found: [record.value],
        },
      })
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ROW#${customerId}`)).toMatchObject({ summary: { verifiedAt } })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'domain.verified',
      ])
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'domain-verified', words: { domain } },
      ])

      expect(items.find(({ pk }) => pk === `DOMAIN#${domain}`)).toMatchObject({ sk: 'OWNER', customerId })
      expect(items.filter(({ pk }) => pk === `CLAIM#${domain}` || pk === `TRIAL#${domain}`)).toEqual([])
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${customer.partnerId}`)).toMatchObject({ claims: 0 })
      expect((await effects(table)).filter(({ kind }) => kind !== 'mail')).toEqual([
        { kind: 'end-other-claims', domain },
      ])

      const unchanged = async (asking: Awaited<ReturnType<typeof unproven>>) => {
        const before = await table.items()
        const { status, body } = await call(verifyDomain, handler, asking.as, asking.input)
        expect(status).toBe(200)
        expect(await table.items()).toEqual(before)
        return body
      }
      dns.fail(domain, 'SERVFAIL')
      const { diagnosis: _asked, ...again } = answer
      expect(await unchanged({ as, input, customer, record })).toEqual(again)
      expect(await unchanged({ as, input: { ...input, method: 'CNAME' }, customer, record })).toEqual(again)

      const byAlias = await published('CNAME')
      expect(await call(verifyDomain, handler, byAlias.as, byAlias.input)).toMatchObject({
        body: { verified: true, method: 'CNAME', diagnosis: { found: ['zmverify.zoho.com'] } },
      })

      const bare = await unproven()
      await call(verifyDomain, handler, bare.as, bare.input)
      const absent = await unchanged(bare)
      expect(absent).toMatchObject({
        verified: false,
        diagnosis: { result: 'absent', expected: bare.record.value, found: [] },
      })
      expect(absent).not.toHaveProperty('verifiedAt')
      dns.set(bare.customer.domain, 'TXT', 'v=spf1 -all')
      const foreign = record.value.replace('zb1', 'zb2')
      dns.set(bare.customer.domain, 'TXT', foreign)
      expect(await unchanged(bare)).toMatchObject({
        verified: false,
        diagnosis: { result: 'absent', found: [foreign, 'v=spf1 -all'] },
      })
      for (const failure of ['SERVFAIL', 'REFUSED'] as const) {
        dns.fail(bare.customer.domain, failure)
        expect(await unchanged(bare)).toMatchObject({
          verified: false,
          diagnosis: { result: 'unknown', reason: expect.any(String), found: [] },
        })
      }
    },
  },
  otherwise: [() => published('TXT', { trial: true }), triedBefore],
  also: (table) => {
    const trialOf = async (domain: string) => (await table.items()).find(({ pk }) => pk === `TRIAL#${domain}`)

    it('R30 counts the trial from the verification on, also one that has ended by then', async () => {
      const asking = await published('TXT', { trial: true })
      const { customerId, domain } = asking.customer
      expect(await trialOf(domain)).toBeUndefined()
      await arrange.advanceClock('P16D')
      const called = await call(verifyDomain, handler, asking.as, asking.input)
      expect(called).toMatchObject({ status: 200, body: { verified: true } })
      expect(called.body).not.toHaveProperty('trialEndReason')
      expect(await trialOf(domain)).toMatchObject({ customerId })
    })

    it('R30 counts the trial for the registrable domain, also of a customer that was stored without it', async () => {
      const { customer: above } = await unproven()
      const { as, input, customer } = await published('TXT', { trial: true, domain: `shop.${above.domain}` })
      const { customerId } = customer
      await arrange.forgetRegistrableDomain(customerId)
      const called = await call(verifyDomain, handler, as, input)
      expect(called).toMatchObject({ status: 200, body: { verified: true } })
      expect(await trialOf(above.domain)).toMatchObject({ customerId })
    })

    it('R30 verifies a domain that was tried before, ends this trial and says why in the answer, the readings and mails', async () => {
      const asking = await triedBefore()
      const { as, input, customer } = asking
      const { customerId, domain, superAdmin, trial } = customer
      const called = await call(verifyDomain, handler, as, input)
      expect(called).toMatchObject({ status: 200, body: { verified: true, trialEndReason: 'used-before' } })
      expect(await call(verifyDomain, handler, as, input)).toMatchObject({
        body: { verified: true, trialEndReason: 'used-before' },
      })
      const { body } = await call(getConsoleCustomer, read, as, { customerId })
      expect(body).toMatchObject({
        plan: 'free',
        trial: { state: 'ended', endsAt: called.body['verifiedAt'], endReason: 'used-before' },
        trialBudget: { state: 'ended', grantedDays: 15, extensionsLeft: 0, endReason: 'used-before' },
      })
      expect(await call(extendTrial, extend, as, { customerId }, { idempotencyKey: 'ended' })).toMatchObject({
        status: 409,
        body: { type: '/problems/trial-not-running', endedAt: called.body['verifiedAt'] },
      })
      for (const side of [as.email, superAdmin.email])
        expect((await mailsTo(table, side)).filter(({ mail }) => mail === 'trial-used-before')).toMatchObject(
          [{ words: { domain, endedAt: called.body['verifiedAt'] } }],
        )
      const dues = (await table.items()).filter(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))
      expect(dues).toEqual([])
      expect(trial?.endReason).toBeUndefined()
    })

    it('R30 ends the trial where another of the domain was counted while this one is verified', async () => {
      const asking = await published('TXT', { trial: true })
      await arrange.bind(asking.as)
      const { partner } = await arrange.partner()
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(verifyDomain, handler, asking.as, asking.input))
      await heldCommit.arrived
      const { domain } = asking.customer
      const other = await arrange.customer(partner, { verified: true, trial: true, domain: `shop.${domain}` })
      heldCommit.release()
      expect(await called).toMatchObject({ body: { verified: true, trialEndReason: 'used-before' } })
      expect(await trialOf(domain)).toMatchObject({ customerId: other.customer.customerId })
    })
  },
  refuses: {
    'customer-exists': async () => {
      const asking = await published()
      const { partner } = await arrange.partner()
      await arrange.customer(partner, { verified: true, domain: asking.customer.domain })
      return asking
    },
  },
})
