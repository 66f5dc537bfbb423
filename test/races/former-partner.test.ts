import { describe, expect } from 'vitest'
import { handler as update } from '../../functions/customers/update-customer.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as setService } from '../../functions/services/set-service.ts'
import { handler as answer } from '../../functions/subscriptions/answer-subscription-request.ts'
import { updateCustomer } from '../../shared/customers/contract.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { setService as settingService } from '../../shared/services/contract.ts'
import { answerSubscriptionRequest } from '../../shared/subscriptions/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { commitsAfter } from './commits.ts'
import { courted } from './courted.ts'
import { expectOnePartner } from './one-partner.ts'
import { codeOf, expectOutcomes } from './outcomes.ts'

describe('what the former partner does while its customer moves', () => {
  const table = useTestTable()

  raced(
    'R13 R14 R15 R40 services, details and answers of the former partner: nothing of it commits after the move',
    table,
    async ({ race, random }) => {
      const { former, customerId, superAdmin, first, requestId } = await table.arranged(async () => {
        const arranged = await courted()
        const { requestId } = await arrange.subscriptionRequest(arranged.customer, arranged.superAdmin)
        return { ...arranged, requestId }
      })
      const seen = table.proxy.watch()
      const { admin } = former
      const switching = (service: string) => () =>
        call(settingService, setService, admin, { customerId, service, on: true })
      const updating = (organizationName: string) => () =>
        call(updateCustomer, update, admin, { customerId, organizationName }, { ifMatch: '*' })
      const answering = (decision: string) => () =>
        call(answerSubscriptionRequest, answer, admin, { requestId, answer: decision, note: 'Today.' })
      const deeds = [switching('mail'), updating('Second name'), answering('done')]
      // In some histories the second answer begins later.
      const hesitates = random() < 0.3
      const [moved, ...done] = await race(
        () => call(tagPartner, tag, superAdmin, { customerId, code: first.code }),
        ...deeds,
        switching('calendar'),
        updating('Third name'),
        async () => {
          if (hesitates) await switching('calendar')()
          return answering('declined')()
        },
      )
      expectOutcomes([moved], [])
      expectOutcomes(done, ['customer-not-found', 'subscription-request-closed'])
      const actions = await auditActions(table, `CUSTOMER#${customerId}`)
      const isMoved = actions.includes('customer.mapped')
      const movedAt = Math.min(
        ...seen
          .filter(({ committed, body }) => committed && body.includes('customer.mapped'))
          .map(({ answeredAt }) => answeredAt),
      )
      expect(Number.isFinite(movedAt)).toBe(isMoved)
      expect(commitsAfter(movedAt, seen, admin)).toEqual([])
      const answers = (await mailsTo(table, superAdmin.email)).filter(
        ({ mail }) => mail === 'subscription-request-answered',
      )
      const answered = await auditActions(table, `SUBSCRIPTION-REQUEST#${requestId}`)
      expect(answered.length).toBeLessThanOrEqual(2)
      expect(answers).toHaveLength(answered.length - 1)
      expectOnePartner(await table.items(), customerId, former.partner.partnerId)
      if (!isMoved) return
      const late = []
      for (const deed of deeds) late.push(codeOf(await deed()))
      expect(late).toEqual(['customer-not-found', 'customer-not-found', 'subscription-request-closed'])
    },
  )
})
