import { describe, expect } from 'vitest'
import { handler as answer } from '../../functions/mapping/answer-tag-request.ts'
import { handler as lapse } from '../../functions/mapping/lapse-tag-requests.ts'
import { handler as withdraw } from '../../functions/mapping/withdraw-tag-request.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { answerTagRequest, withdrawTagRequest } from '../../shared/mapping/contract.ts'
import { stateAt } from '../../shared/mapping/tag-request.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { accept, askedOrganization, enter, expectOneMapping, requestsIn } from './courting.ts'
import { expectCount, expectOutcomes, isDone } from './outcomes.ts'

describe('answers to tag requests at once', () => {
  const table = useTestTable()

  raced(
    'R14 two answers at once to the requests of two partners: one maps, and overtakes the other',
    table,
    async ({ race }) => {
      const { customer, superAdmin, asked } = await table.arranged(async () => {
        const { tagRequest, second, ...arranged } = await askedOrganization()
        return {
          ...arranged,
          asked: [tagRequest, await arrange.tagRequest(second.partner, arranged.customer)],
        }
      })
      const answers = await race(...asked.map((tagRequest) => () => accept(superAdmin, tagRequest)))
      expectOutcomes(answers, ['tag-request-closed'])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      expect(mapped.mappings).toBe(mapped.consents)
      expect(mapped.consents).toBeLessThanOrEqual(1)
      expectCount(mapped.consents, answers)
      const at = await arrange.now()
      for (const [index, { tagRequestId, partnerId }] of asked.entries()) {
        const made = requestsIn(items).find((each) => each.tagRequestId === tagRequestId)
        const state = made && stateAt(made, mapped, at)
        const isMapped = mapped.partnerId === partnerId
        expect(state).toBe(mapped.consents === 0 ? 'open' : isMapped ? 'mapped' : 'overtaken')
        if (answers[index] && isDone(answers[index])) expect(state).toBe('mapped')
      }
      expect(await mailsTo(table, superAdmin.email)).toHaveLength(mapped.consents)
    },
  )

  raced(
    'R14 an answer and the code of another partner at once: what was consented to last counts',
    table,
    async ({ race }) => {
      const { customer, superAdmin, first, second, tagRequest, code } = await table.arranged(async () => {
        const arranged = await askedOrganization()
        return { ...arranged, code: await arrange.partnerCode(arranged.second.partner) }
      })
      const [answered, entered] = await race(
        () => accept(superAdmin, tagRequest),
        () => enter(superAdmin, customer, code),
      )
      expectOutcomes([answered], ['tag-request-closed'])
      expectOutcomes([entered], [])
      const items = await table.items()
      const mapped = await expectOneMapping(customer, items)
      expectCount(mapped.consents, [answered, entered])
      expect(mapped.mappings).toBe(mapped.consents)
      const isCodeUsed = !items.some(({ pk }) => pk.startsWith('PARTNER-CODE#'))
      expectCount(isCodeUsed ? 1 : 0, [entered])
      const [made] = requestsIn(items)
      const state = made && stateAt(made, mapped, await arrange.now())
      expectCount(state === 'mapped' ? 1 : 0, [answered])
      // A code still counts after an answer; a request that a code has overtaken cannot be answered.
      if (isCodeUsed) expect(mapped.partnerId).toBe(second.partner.partnerId)
      else expect(mapped.partnerId).toBe(state === 'mapped' ? first.partner.partnerId : undefined)
      expect(mapped.consents).toBe((isCodeUsed ? 1 : 0) + (state === 'mapped' ? 1 : 0))
      if (isCodeUsed) expect(state).toMatch(/^(mapped|overtaken)$/)
    },
  )

  raced('R14 an answer and a withdrawal at once: one of them counts', table, async ({ race, random }) => {
    const { customer, superAdmin, first, tagRequest } = await table.arranged(askedOrganization)
    const { tagRequestId } = tagRequest
    const { customerId } = customer
    const wanted = random() < 0.5 ? 'map' : 'deny'
    const [answered, withdrawn] = await race(
      () => call(answerTagRequest, answer, superAdmin, { customerId, tagRequestId, answer: wanted }),
      () => call(withdrawTagRequest, withdraw, first.admin, { tagRequestId }),
    )
    expectOutcomes([answered, withdrawn], ['tag-request-closed'])
    const { state } = await arrange.storedTagRequest(tagRequest)
    const states = [wanted === 'map' ? 'mapped' : 'denied', 'withdrawn'] as const
    if (isDone(answered)) expect(state).toBe(states[0])
    else if (isDone(withdrawn)) expect(state).toBe(states[1])
    else expect(['open', ...states]).toContain(state)
    expectCount(state === 'open' ? 0 : 1, [answered, withdrawn])
    const { partnerId } = await expectOneMapping(customer, await table.items())
    expect(partnerId).toBe(state === 'mapped' ? first.partner.partnerId : undefined)
  })

  raced(
    'R14 an answer, a withdrawal and the lapse about the end of the 15 days: one of them ends the request, and both sides are told that one',
    table,
    async ({ race, random }) => {
      const { customer, superAdmin, first, tagRequest } = await table.arranged(async () => {
        const asked = await askedOrganization()
        await arrange.advanceClockTo(plusMillis(asked.tagRequest.lapsesAt, -Math.floor(random() * 60)))
        return asked
      })
      const { tagRequestId } = tagRequest
      const { customerId } = customer
      const wanted = random() < 0.5 ? 'map' : 'deny'
      const [answered, withdrawn] = await race(
        () => call(answerTagRequest, answer, superAdmin, { customerId, tagRequestId, answer: wanted }),
        () => call(withdrawTagRequest, withdraw, first.admin, { tagRequestId }),
        () => run(lapse),
        () => run(lapse),
      )
      expectOutcomes([answered, withdrawn], ['tag-request-closed'])
      await arrange.advanceClock('PT1H')
      await run(lapse)
      const { state } = await arrange.storedTagRequest(tagRequest)
      const states = [wanted === 'map' ? 'mapped' : 'denied', 'withdrawn', 'lapsed']
      expect(states).toContain(state)
      if (isDone(answered)) expect(state).toBe(states[0])
      if (isDone(withdrawn)) expect(state).toBe('withdrawn')
      expect(await auditActions(table, `TAG-REQUEST#${tagRequestId}`)).toEqual([
        'tag-request.made',
        `tag-request.${state}`,
      ])
      const told = state === 'mapped' ? 'customer-mapped' : `tag-request-${state}`
      expect((await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)).toEqual([told])
      expect((await mailsToPartner(table, first.partner)).map(({ mail }) => mail)).toEqual([told])
      const items = await table.items()
      expect(items.some(({ pk }) => pk.startsWith('DUE#tag-request#'))).toBe(false)
      const { partnerId } = await expectOneMapping(customer, items)
      expect(partnerId).toBe(state === 'mapped' ? first.partner.partnerId : undefined)
    },
  )
})
