import { expect } from 'vitest'
import { digestOf } from '../../functions/edge/partner-code-digest.ts'
import { handler } from '../../functions/mapping/create-partner-code.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { createPartnerCode } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(createPartnerCode, handler, {
  done: {
    title: 'R14 makes a code of 80 random bits that counts for 15 days, and stores only its digest',
    arrange: async () => {
      const { admin, partner } = await arrange.partner({ workplace: false })
      return { as: admin, input: {}, partner, askedAt: await arrange.now() }
    },
    then: async ({ code, expiresAt }, { as, partner, askedAt }, table) => {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      const stored = (await table.items()).filter(({ pk }) => pk.startsWith('PARTNER-CODE#'))
      expect(stored).toMatchObject([
        { pk: `PARTNER-CODE#${digestOf(code)}`, partnerId: partner.partnerId, endsAt: expiresAt },
      ])
      expect(JSON.stringify(stored)).not.toContain(code)
      expect(expiresAt >= plusDays(askedAt, 15) && expiresAt < plusDays(askedAt, 16)).toBe(true)
      const another = await call(createPartnerCode, handler, as, {})
      expect(another).toMatchObject({ status: 201, body: { code: expect.not.stringContaining(code) } })
    },
  },
  refuses: {},
})
