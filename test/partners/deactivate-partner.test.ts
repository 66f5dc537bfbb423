import { expect } from 'vitest'
import { handler } from '../../functions/partners/deactivate-partner.ts'
import { handler as getOwn } from '../../functions/partners/get-own-partner.ts'
import { deactivatePartner, getOwnPartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects } from '../support/table/effects.ts'

const reason = 'Two complaints.\nNo answer to either.'

const activePartner = async () => {
  const admins = [arrange.somebody('one'), arrange.somebody('two')]
  const { partner } = await arrange.partner({ admins })
  return {
    as: await arrange.staff('support'),
    input: { partnerId: partner.partnerId, reason },
    admins,
    partner,
  }
}

describeOperation(deactivatePartner, handler, {
  done: {
    title:
      'R8 refuses every admin from this commit on and has the organisations told once; R64 tells the admins and the other members of support',
    arrange: activePartner,
    then: async (answer, { as, input: { partnerId }, admins, partner }, table) => {
      expect(answer).toEqual({
        ...partner,
        status: 'deactivated',
        statusReason: reason,
        terms: arrange.USUAL_TERMS,
        version: 2,
      })
      for (const admin of admins) {
        expect(await call(getOwnPartner, getOwn, admin, {})).toMatchObject({
          status: 403,
          body: { type: '/problems/partner-deactivated' },
        })
        expect((await auditActions(table, `PERSON#${await arrange.personIdOf(admin)}`)).at(-1)).toBe(
          'partner-membership.suspended',
        )
      }
      expect(await auditActions(table, `PARTNER#${partnerId}`)).toEqual([
        'partner.created',
        'partner.deactivated',
      ])
      const partnerName = partner.company.name
      const queued = await effects(table)
      expect(queued).toHaveLength(4)
      expect(queued).toEqual(
        expect.arrayContaining([
          { kind: 'tell-organizations', partnerId, companyName: partnerName },
          {
            kind: 'tell-support',
            mail: 'team-partner-deactivated',
            by: as.email,
            words: { partnerName, by: as.email, note: reason },
          },
          ...admins.map(({ email }) => ({
            kind: 'mail',
            mail: 'own-partner-deactivated',
            to: email,
            language: 'en',
            words: { partnerName, note: reason },
          })),
        ]),
      )
    },
  },
  refuses: {
    'partner-not-found': async () => ({
      as: await arrange.staff('support'),
      input: { partnerId: 'ptr_00000000000000000000000000', reason },
    }),
    'partner-already-deactivated': async () => {
      const { as, input } = await activePartner()
      await call(deactivatePartner, handler, as, input)
      return { as, input }
    },
  },
})
