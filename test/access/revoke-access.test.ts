import { expect, it } from 'vitest'
import { handler } from '../../functions/access/revoke-access.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const managed = async () => {
  const admins = [arrange.somebody('partner'), arrange.somebody('partner')]
  const { admin, partner } = await arrange.partner({ admins })
  const { customer, superAdmin } = await arrange.customer(partner, { trial: true })
  const { customerId } = customer
  return {
    as: superAdmin,
    input: { customerId, reason: 'We manage ourselves.' },
    admin,
    admins,
    partner,
    customer,
  }
}

describeOperation(revokeAccess, handler, {
  done: {
    title: 'R60 ends the access at once, R61 with a receipt and mails to both sides',
    arrange: async () => {
      const asking = await managed()
      const { admin, customer } = asking
      const { customerId } = customer
      const extended = await call(extendTrial, extend, admin, { customerId }, { idempotencyKey: 'once' })
      expect(extended.status).toBe(200)
      return asking
    },
    then: async (answer, { as, admin, admins, input, partner, customer }, table) => {
      const { customerId, domain, organizationName } = customer
      const { partnerId, company } = partner
      expect(answer).toMatchObject({
        customerId,
        partner: { partnerId, companyName: company.name },
        status: 'revoked',
        version: 2,
        receipt: {
          effectiveAt: answer.since,
          ended: ['console-listing', 'console-operations', 'management-sessions'],
          lastPartnerAction: { action: 'trial.extended', by: admin.email },
          billingManagedBy: { partnerId, companyName: company.name, email: company.email },
        },
      })
      const items = await table.items()
      const own = `CUSTOMER#${customerId}`
      const find = (pk: string, sk: string) => items.find((item) => item.pk === pk && item.sk === sk)
      expect(find(`ACCESS#${customerId}`, 'ACCESS')).toMatchObject({
        status: 'revoked',
        since: answer.since,
        version: 2,
      })
      expect(find(own, 'CUSTOMER')).toMatchObject({ version: customer.version + 1, partnerId })
      expect(find(`LISTING#${partnerId}`, `ROW#${customerId}`)).toMatchObject({
        accessStatus: 'revoked',
        summary: { domain },
      })
      expect(await auditActions(table, `ACCESS#${customerId}`)).toEqual(['access.granted', 'access.revoked'])
      expect(find(`AUDIT#ACCESS#${customerId}`, '000000000002')).toMatchObject({
        details: {},
        actor: { personId: await arrange.personIdOf(as), role: 'super-admin' },
      })
      const line = items.find(({ pk, action }) => pk === `LOG#${customerId}` && action === 'access.revoked')
      expect(line).toMatchObject({ after: { status: 'revoked', reason: input.reason } })
      const words = { organizationName, domain, revokedAt: answer.since }
      for (const who of [as, ...admins]) {
        const mails = (await mailsTo(table, who.email)).filter(({ mail }) => mail === 'access-revoked')
        expect(mails).toMatchObject([{ words }])
      }
    },
  },
  refuses: {
    'no-partner': async () => {
      const { customer, superAdmin } = await arrange.unmappedCustomer()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
    'access-already-revoked': async () => {
      const { as, input } = await managed()
      await arrange.revokeAccess(input.customerId)
      return { as, input }
    },
  },
  also: (table) => {
    it('R61 tells what the partner did last by two queries of the log at most, whatever it was refused since', async () => {
      const arranged = await table.arranged(async () => {
        const { as, input, admin, partner } = await managed()
        const { customerId } = input
        const { partnerId } = partner
        const { personId } = await arrange.openSession(admin, customerId)
        const actor = { kind: 'person', personId, role: 'partner-admin', partnerId } as const
        await arrange.deedBy({ customerId }, actor, 'trial.extended')
        const at = plusMillis(await arrange.now(), 1)
        await arrange.logLines(customerId, 900, () => ({ at, actor }))
        return { as, input, admin }
      })
      let queries = 0
      const stop = table.proxy.listen((action) => {
        if (action === 'Query') queries += 1
      })
      const { as, input, admin } = arranged
      const { body } = await call(revokeAccess, handler, as, { ...input })
      stop()
      expect(body['receipt']).toMatchObject({
        lastPartnerAction: { action: 'trial.extended', by: admin.email },
      })
      expect(queries).toBe(2)
    })
  },
})
