import { expect, it } from 'vitest'
import { handler } from '../../functions/management/open-management-session.ts'
import { openManagementSession } from '../../shared/management/contract.ts'
import { FORBIDDEN } from '../../shared/management/forbidden.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const verified = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true })
  const { customerId } = customer
  return { as: admin, input: { customerId, reason: 'A new colleague' }, customer }
}

const lastsMs = ({ openedAt, endsAt }: { openedAt: string; endsAt: string }): number =>
  Date.parse(endsAt) - Date.parse(openedAt)

describeOperation(openManagementSession, handler, {
  done: {
    title: 'R50 answers the banner, what is allowed, the ten, and an end after 60 minutes',
    arrange: verified,
    then: async (answer, { as, customer }, table) => {
      const { customerId, domain } = customer
      expect(answer).toMatchObject({
        banner: `You are currently managing your customer: ${domain}`,
        forbidden: FORBIDDEN.map((code) => ({ code })),
        reason: 'A new colleague',
      })
      expect(answer.allowed).toContain('addUsers')
      expect(lastsMs(answer)).toBe(3_600_000)
      expect(lastsMs({ ...answer, endsAt: answer.latestEndsAt })).toBe(8 * 3_600_000)
      const personId = await arrange.personIdOf(as)
      expect(await auditActions(table, `SESSION#${customerId}#${personId}`)).toEqual(['session.opened'])
      const lines = (await table.items()).filter(({ pk }) => pk === `LOG#${customerId}`)
      expect(lines.find(({ action }) => action === 'session.opened')).toMatchObject({
        outcome: 'allowed',
        actor: { personId, role: 'partner-admin' },
        sourceAddress: '192.0.2.7',
        after: { sessionId: answer.sessionId, reason: 'A new colleague' },
      })
    },
  },
  otherwise: [
    async () => {
      const { admin, customer } = await arrange.managed()
      return { as: admin, input: { customerId: customer.customerId } }
    },
  ],
  refuses: {},
  also: (table) => {
    const asked = async () => {
      const { as, input } = await table.arranged(verified)
      return (options = {}) => call(openManagementSession, handler, as, input, options)
    }

    it('R50 renews an open session with 200, up to 8 hours after it was opened; then it is a new one', async () => {
      const open = await asked()
      const first = await open()
      expect(first.status).toBe(201)
      await arrange.advanceClock('PT30M')
      const renewed = await open()
      const { sessionId, openedAt, latestEndsAt } = first.body
      expect(renewed).toMatchObject({ status: 200, body: { sessionId, openedAt, latestEndsAt } })
      for (let hours = 0; hours < 8; hours += 1) {
        await arrange.advanceClock('PT50M')
        expect(await open()).toMatchObject({ status: 200, body: { sessionId } })
      }
      const last = await open()
      expect(last.body['endsAt']).toBe(latestEndsAt)
      await arrange.advanceClock('PT50M')
      const next = await open()
      expect(next.status).toBe(201)
      expect(next.body['sessionId']).not.toBe(sessionId)
    })

    it('R50 says the banner in the language that is asked for', async () => {
      const open = await asked()
      const banners = { th: 'คุณกำลังจัดการลูกค้าของคุณอยู่: ', 'pt-BR': 'Você está gerenciando o seu cliente: ' }
      for (const [acceptLanguage, banner] of Object.entries(banners))
        expect(String((await open({ acceptLanguage })).body['banner'])).toContain(banner)
    })

    it('R60 is a new session after a revocation and a grant', async () => {
      const { as, input } = await table.arranged(verified)
      const open = () => call(openManagementSession, handler, as, input)
      const { sessionId } = (await open()).body
      await arrange.revokeAccess(input.customerId)
      await arrange.grantAccess(input.customerId)
      const next = await open()
      expect(next.status).toBe(201)
      expect(next.body['sessionId']).not.toBe(sessionId)
    })
  },
})
