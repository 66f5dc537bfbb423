import { describe, expect } from 'vitest'
import { handler as update } from '../../functions/customers/update-customer.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as list } from '../../functions/services/list-services.ts'
import { handler as setService } from '../../functions/services/set-service.ts'
import { handler as answer } from '../../functions/subscriptions/answer-subscription-request.ts'
import { updateCustomer } from '../../shared/customers/contract.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { listServices, setService as settingService } from '../../shared/services/contract.ts'
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
      const answering = () =>
        call(answerSubscriptionRequest, answer, admin, { requestId, answer: 'done', note: 'Today.' })
      const looking = () => call(listServices, list, admin, { customerId })
      // What changes the customer holds up its move, and an answer does not; it begins later in most histories.
      const isAnswering = random() < 0.6
      const looks = Math.floor(random() * 4)
      const [moved, ...done] = await race(
        () => call(tagPartner, tag, superAdmin, { customerId, code: first.code }),
        ...(isAnswering ? [] : [switching('mail'), switching('calendar'), updating('Second name')]),
        async () => {
          for (let count = 0; count < looks; count += 1) await looking()
          return isAnswering ? answering() : updating('Third name')()
        },
      )
      expectOutcomes([moved], [])
      expectOutcomes(done, ['customer-not-found', 'subscription-request-closed'])
      const items = await table.items()
      const { partnerId } = former.partner
      const actions = await auditActions(table, `CUSTOMER#${customerId}`)
      const isMoved = actions.includes('customer.mapped')
      const movedAt = Math.min(
        ...seen
          .filter(({ committed, body }) => committed && body.includes('customer.mapped'))
          .map(({ answeredAt }) => answeredAt),
      )
      expect(Number.isFinite(movedAt)).toBe(isMoved)
      expect(commitsAfter(movedAt, seen, items, partnerId)).toEqual([])
      const answers = (await mailsTo(table, superAdmin.email)).filter(
        ({ mail }) => mail === 'subscription-request-answered',
      )
      const answered = await auditActions(table, `SUBSCRIPTION-REQUEST#${requestId}`)
      expect(answered.length).toBeLessThanOrEqual(2)
      expect(answers).toHaveLength(answered.length - 1)
      expectOnePartner(items, customerId, partnerId)
      if (!isMoved) return
      const late = []
      for (const deed of [switching('mail'), updating('Last name'), answering])
        late.push(codeOf(await deed()))
      expect(late).toEqual(['customer-not-found', 'customer-not-found', 'subscription-request-closed'])
    },
  )
})
