import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/tag-partner.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { TransferId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { transferring } from '../../shared/mapping/mapping.ts'
import { digestOf } from '../../shared/mapping/records.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { effects } from '../support/table/effects.ts'

type Options = Parameters<typeof arrange.customer>[1]

/** An organisation of one partner whose super admin has the code of another. */
const holding = async (options: Options = { verified: true }) => {
  const present = await arrange.partner()
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer, superAdmin } = await arrange.customer(present.partner, options)
  const code = await arrange.partnerCode(partner)
  const { customerId } = customer
  return { as: superAdmin, input: { customerId, code }, admin, partner, present, customer }
}

describeOperation(tagPartner, handler, {
  done: {
    title: 'R14 R20 maps a free organisation at once, by a code that works once, in any spelling of it',
    arrange: async () => {
      const held = await holding()
      const code = ` ${held.input.code.toLowerCase().replaceAll('-', ' ')} `
      return { ...held, input: { ...held.input, code } }
    },
    then: async (answer, { as, input, partner, present, customer }, table) => {
      const { customerId, code } = input
      const { partnerId } = partner
      expect(answer).toEqual({
        customerId,
        partner: { partnerId, companyName: partner.company.name },
        status: 'mapped',
      })
      const moved = await reader(world.table).get(customerRecord, customer)
      expect(moved).toMatchObject({ partnerId, consents: 1, mappings: 1 })
      const items = await table.items()
      expect(items.filter(({ pk }) => pk === `PARTNER-CODE#${digestOf(code)}`)).toEqual([])
      expect(items.filter(({ sk }) => sk === `ROW#${customerId}`).map(({ pk }) => pk)).toEqual([
        `LISTING#${partnerId}`,
      ])
      const told = await effects(table)
      expect(told).toContainEqual({ kind: 'overtake-tag-requests', customerId })
      expect(told).toContainEqual(
        expect.objectContaining({ kind: 'tell-partner', partnerId: present.partner.partnerId }),
      )
      expect(await call(tagPartner, handler, as, input)).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-code-invalid' },
      })
    },
  },
  otherwise: [
    async () => {
      const paidSince = plusDays(await arrange.now(), -31)
      return holding({ verified: true, subscription: { plan: 'standard', everCharged: true, paidSince } })
    },
  ],
  also: () => {
    it('R14 answers alike for a code that is wrong, used, expired or of a partner that is not active', async () => {
      const { as, input, partner, customer } = await holding()
      const wrong = { ...input, code: 'AAAA-AAAA-AAAA-AAAA' }
      const used = await holding()
      await call(tagPartner, handler, used.as, used.input)
      const expired = await holding()
      await arrange.advanceClock('P15D')
      const inactive = { ...input, code: await arrange.partnerCode(partner) }
      const support = await arrange.staff('support')
      await call(deactivatePartner, deactivate, support, {
        partnerId: partner.partnerId,
        reason: 'Two complaints.',
      })
      const bodies = new Set<string>()
      for (const [who, given] of [
        [as, wrong],
        [as, { ...input, code: used.input.code }],
        [expired.as, expired.input],
        [as, inactive],
      ] as const) {
        const { status, text } = await call(tagPartner, handler, who, given)
        expect(status).toBe(409)
        bodies.add(text.replace(/"instance":"[^"]*"/, ''))
      }
      expect([...bodies]).toEqual([expect.stringContaining('/problems/partner-code-invalid')])
      expect(await reader(world.table).get(customerRecord, customer)).toMatchObject({ consents: 0 })
    })
  },
  refuses: {
    'partner-code-invalid': async () => {
      const held = await holding()
      return { as: held.as, input: { ...held.input, code: 'AAAA-AAAA-AAAA-AAAA' } }
    },
    'already-mapped': async () => {
      const { as, input, present } = await holding()
      return { as, input: { ...input, code: await arrange.partnerCode(present.partner) } }
    },
    'domain-not-verified': () => holding({}),
    'transfer-open': async () => {
      const held = await holding()
      const { customer } = held
      const transferId = TransferId.parse(`trf_${world.ulid(world.realMs())}`)
      await arrange.commit(
        customerRecord.replace(customer, transferring(customer, transferId), {
          action: 'transfer.consented',
        }),
      )
      return held
    },
    'partner-member-is-organization-admin': async () => {
      const held = await holding()
      await arrange.setOrganizationRole(held.admin, held.customer, 'org-admin')
      return held
    },
  },
})
