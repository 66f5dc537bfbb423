import { describe, expect } from 'vitest'
import { handler as request } from '../../functions/mapping/request-tag.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { requestTag } from '../../shared/mapping/contract.ts'
import { stateAt } from '../../shared/mapping/tag-request.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { accept, askedOrganization, enter, expectOneMapping, organization, requestsIn } from './courting.ts'
import { expectCount, expectOutcomes, isDone, isUnknown } from './outcomes.ts'

describe('tag requests at once', () => {
  const table = useTestTable()
  const ask = (as: arrange.Somebody, { domain }: Customer) => call(requestTag, request, as, { domain })

  raced('R14 of requests of one partner at once one is made, and mailed once', table, async ({ race }) => {
    const { customer, first } = await table.arranged(organization)
    const called = await race(...[1, 2, 3].map(() => () => ask(first.admin, customer)))
    expectOutcomes(called, ['tag-request-open'])
    const items = await table.items()
    const made = requestsIn(items)
    expect(made.length).toBeLessThanOrEqual(1)
    if (called.some((each) => !isUnknown(each))) expect(made).toHaveLength(1)
    expect(called.filter(isDone).length).toBeLessThanOrEqual(1)
    const mails = (await effects(table)).filter(
      (effect) => 'mail' in effect && effect.mail === 'tag-requested',
    )
    expect(mails).toHaveLength(made.length)
    expect(items.filter(({ pk }) => pk.startsWith('TAG-REQUESTS#'))).toHaveLength(2 * made.length)
    await expectOneMapping(customer, items)
  })

  raced(
    'R14 a code and requests at once: what was asked before is overtaken, what was asked after stays open',
    table,
    async ({ race }) => {
      const { customer, superAdmin, first, second, code } = await table.arranged(async () => {
        const arranged = await organization()
        return { ...arranged, code: await arrange.partnerCode(arranged.second.partner) }
      })
      const [entered, ...asked] = await race(
        () => enter(superAdmin, customer, code),
        () => ask(first.admin, customer),
        () => ask(second.admin, customer),
      )
      expectOutcomes([entered], [])
      expectOutcomes(asked, ['already-mapped'])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      expectCount(mapped.consents, [entered])
      if (mapped.consents > 0) expect(mapped.partnerId).toBe(second.partner.partnerId)
      const requests = requestsIn(items)
      expectCount(requests.length, asked)
      const at = await arrange.now()
      for (const made of requests) {
        const state = stateAt(made, mapped, at)
        expect(state).toBe(made.consents < mapped.consents ? 'overtaken' : 'open')
        // Nobody asks whom they are mapped to.
        if (made.partnerId === mapped.partnerId) expect(state).toBe('overtaken')
      }
    },
  )

  raced(
    'R14 a consent to one partner and the request of another at once: one after the other',
    table,
    async ({ race }) => {
      const { customer, superAdmin, first, second, tagRequest } = await table.arranged(askedOrganization)
      const [answered, asked] = await race(
        () => accept(superAdmin, tagRequest),
        () => ask(second.admin, customer),
      )
      expectOutcomes([answered, asked], [])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      const requests = requestsIn(items)
      const own = requests.find(({ partnerId }) => partnerId === first.partner.partnerId)
      const others = requests.filter(({ partnerId }) => partnerId === second.partner.partnerId)
      expectCount(mapped.consents, [answered])
      expect(own?.state).toBe(mapped.consents === 1 ? 'mapped' : 'open')
      expectCount(others.length, [asked])
      const at = await arrange.now()
      for (const made of others)
        expect(stateAt(made, mapped, at)).toBe(made.consents < mapped.consents ? 'overtaken' : 'open')
      const overtaking = (await effects(table)).filter(({ kind }) => kind === 'overtake-tag-requests')
      expect(overtaking).toHaveLength(mapped.consents)
    },
  )
})
