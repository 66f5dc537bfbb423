import { expect } from 'vitest'
import { handler } from '../../functions/domains/get-domain-verification.ts'
import { getDomainVerification } from '../../shared/domains/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getDomainVerification, handler, {
  done: {
    title: 'R20 tells the records of which one proves the domain',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner)
      return { as: admin, input: { customerId: customer.customerId }, customer, partner }
    },
    then: async (answer, { as, customer, partner }) => {
      const { customerId, domain, verification } = customer
      const label = `zb${verification.code}`
      expect(answer).toEqual({
        customerId,
        domain,
        verified: false,
        records: [
          { method: 'TXT', host: '@', name: domain, value: `zoho-verification=${label}.zmverify.zoho.com` },
          { method: 'CNAME', host: label, name: `${label}.${domain}`, value: 'zmverify.zoho.com' },
          {
            method: 'HTML',
            host: '/zohoverify/verifyforzoho.html',
            name: `http://${domain}/zohoverify/verifyforzoho.html`,
            value: verification.code,
          },
        ],
      })
      const { customer: proven } = await arrange.customer(partner, { verified: true })
      const { verifiedAt, method } = proven.verification
      const { body } = await call(getDomainVerification, handler, as, { customerId: proven.customerId })
      expect(body).toMatchObject({ verified: true, verifiedAt, method })
    },
  },
  refuses: {},
})
