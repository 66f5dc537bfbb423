import { describe, expect } from 'vitest'
import { handler as grant } from '../../functions/access/grant-access.ts'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as end } from '../../functions/mapping/end-mapping.ts'
import { handler as endPartner } from '../../functions/mapping/end-partner-mapping.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { grantAccess, revokeAccess } from '../../shared/access/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { endMapping, endPartnerMapping, tagPartner } from '../../shared/mapping/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import type * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { courted } from './courted.ts'
import { expectOnePartner } from './one-partner.ts'
import { codeOf, expectCount, expectOutcomes, isDone } from './outcomes.ts'

describe('mapping at once', () => {
  const table = useTestTable()

  raced(
    'R14 two codes, one of them entered twice, come out as one after the other: each code works once, nobody has two partners',
    table,
    async ({ race }) => {
      const { former, customerId, superAdmin, orgAdmin, first, second } = await table.arranged(courted)
      const enter = (as: arrange.Somebody | undefined, code: string) => () =>
        call(tagPartner, tag, as, { customerId, code })
      const answers = await race(
        enter(superAdmin, first.code),
        enter(orgAdmin, first.code),
        enter(superAdmin, second.code),
      )
      expectOutcomes(answers, ['partner-code-invalid'])
      expect(answers.slice(0, 2).filter(isDone).length).toBeLessThanOrEqual(1)
      if (!answers.map(codeOf).includes('unavailable'))
        expect(answers.map(codeOf).toSorted()).toEqual(['done', 'done', 'partner-code-invalid'])
      const items = await table.items()
      expectOnePartner(items, customerId, former.partner.partnerId)
      const { consents, mappings } = await reader(world.table).get(customerRecord, { customerId })
      expectCount(mappings, answers)
      expect(consents).toBe(mappings)
      expect(items.filter(({ pk }) => pk.startsWith('PARTNER-CODE#'))).toHaveLength(2 - mappings)
      const mails = (await mailsTo(table, superAdmin.email)).filter(({ mail }) => mail === 'customer-moved')
      expect(mails).toHaveLength(mappings)
    },
  )

  raced(
    'R14 a move against the end of the mapping, a revocation, a grant and an extension: one partner or none, and nothing of the former one after it',
    table,
    async ({ race, random }) => {
      const { former, customerId, superAdmin, orgAdmin, first } = await table.arranged(courted)
      const input = { customerId }
      const endsFromStore = random() < 0.5
      const answers = await race(
        () => call(tagPartner, tag, superAdmin, { ...input, code: first.code }),
        () =>
          endsFromStore
            ? call(endMapping, end, former.admin, input)
            : call(endPartnerMapping, endPartner, superAdmin, input),
        () => call(revokeAccess, revoke, orgAdmin, input),
        () => call(grantAccess, grant, superAdmin, input),
        () => call(extendTrial, extend, former.admin, input, { idempotencyKey: 'once' }),
      )
      expectOutcomes(answers, [
        'no-partner',
        'customer-not-found',
        'access-revoked',
        'access-already-revoked',
        'access-already-granted',
      ])
      expectOnePartner(await table.items(), customerId, former.partner.partnerId)
    },
  )
})
