import { expect } from 'vitest'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { handler as getOwn } from '../../functions/partners/get-own-partner.ts'
import { handler } from '../../functions/partners/reactivate-partner.ts'
import { deactivatePartner, getOwnPartner, reactivatePartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

const deactivated = async () => {
  const { admin, partner } = await arrange.partner()
  const as = await arrange.staff('support')
  const { partnerId } = partner
  await call(deactivatePartner, deactivate, as, { partnerId, reason: 'Two complaints.' })
  return { as, input: { partnerId }, admin, partner }
}

describeOperation(reactivatePartner, handler, {
  done: {
    title: 'R8 admits its admins again; R64 tells them and the other members of support',
    arrange: deactivated,
    then: async (answer, { as, input: { partnerId }, admin, partner }, table) => {
      expect(answer).toEqual({ ...partner, terms: arrange.USUAL_TERMS, version: 3 })
      expect(await call(getOwnPartner, getOwn, admin, {})).toMatchObject({ status: 200, body: { partnerId } })
      expect((await auditActions(table, `PARTNER#${partnerId}`)).at(-1)).toBe('partner.reactivated')
      expect((await auditActions(table, `PERSON#${await arrange.personIdOf(admin)}`)).at(-1)).toBe(
        'partner-membership.restored',
      )
      expect((await mailsTo(table, admin.email)).map(({ mail }) => mail).sort()).toEqual([
        'own-partner-deactivated',
        'own-partner-reactivated',
      ])
      expect(await effects(table)).toContainEqual(
        expect.objectContaining({ kind: 'tell-support', mail: 'team-partner-reactivated', by: as.email }),
      )
    },
  },
  refuses: {
    'partner-not-found': async () => ({
      as: await arrange.staff('support'),
      input: { partnerId: 'ptr_00000000000000000000000000' },
    }),
    'partner-already-active': async () => {
      const { partnerId } = (await arrange.partner()).partner
      return { as: await arrange.staff('support'), input: { partnerId } }
    },
  },
})
