import { expect, it } from 'vitest'
import { handler } from '../../functions/referrals/use-referral-program.ts'
import { useReferralProgram } from '../../shared/referrals/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { effects } from '../support/table/effects.ts'

const FRIENDS = {
  organizationName: 'เพื่อนไทย',
  contactName: 'สมชาย ใจดี',
  contactEmail: 'somchai@friends.example.com',
}

const asked = async (earlier = 1) => {
  const { customer } = await arrange.managed()
  const { customerId } = customer
  const { who } = await arrange.orgAdminUser(customer)
  for (let count = 0; count < earlier; count += 1) await arrange.referral(customerId)
  return { as: who, input: { customerId, ...FRIENDS } }
}

describeOperation(useReferralProgram, handler, {
  done: {
    title: 'R54 refers an organisation and mails nobody; whom it names is in the log alone',
    arrange: asked,
    then: async (answer, { input }, table) => {
      expect(answer).toMatchObject({ ...FRIENDS, referralsLeft: 23 })
      expect(await effects(table)).toEqual([])
      const items = await table.items()
      const line = items
        .filter(({ pk, action }) => pk === `LOG#${input.customerId}` && action === 'organization.referred')
        .find(({ seq }) => seq === 2)
      expect(line).toMatchObject({ after: FRIENDS })
      const chain = items.filter(({ pk }) => pk === `AUDIT#REFERRALS#${input.customerId}`)
      expect(chain.at(-1)).toMatchObject({ details: { referralId: answer.referralId } })
      expect(JSON.stringify(chain)).not.toMatch(/friends|สมชาย/i)
    },
  },
  otherwise: [() => asked(0)],
  also: () => {
    it.each([
      ['organizationName', 'www.example.com'],
      ['contactName', 'somchai@example.com'],
      ['contactName', '4111 1111 1111 1111'],
      ['contactEmail', 'somchai'],
      ['referralId', 'ref_01JN7ZK3M0000000000000000A'],
    ])('R54 takes no %s %s', (member, value) => {
      const { input } = useReferralProgram.declaration
      const given = { ...FRIENDS, customerId: `cus_${'0'.repeat(26)}` }
      expect(input.safeParse(given).success).toBe(true)
      expect(input.safeParse({ ...given, [member]: value }).error?.issues).toHaveLength(1)
    })
  },
  refuses: { 'referrals-exhausted': () => asked(25) },
})
