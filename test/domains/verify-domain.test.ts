import { expect } from 'vitest'
import { handler } from '../../functions/domains/verify-domain.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useDns } from '../support/dns.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const dns = useDns()

const unproven = async (method: 'TXT' | 'CNAME' = 'TXT') => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  const record = verificationRecord(customer.domain, customer.verification.code, method)
  return { as: admin, input: { customerId: customer.customerId, method }, customer, record }
}
const published = async (method: 'TXT' | 'CNAME' = 'TXT') => {
  const asking = await unproven(method)
  dns.set(asking.record.name, method, asking.record.value)
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
        diagnosis: { result: 'absent', found: ['v=spf1 -all', foreign] },
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
  refuses: {},
})
