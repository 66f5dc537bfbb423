import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { handler } from '../../functions/customers/export-console-customers.ts'
import { everyAnswer } from '../../functions/edge/every-answer.ts'
import { exportConsoleCustomers } from '../../shared/customers/contract.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { MOST_EXPORTED } from '../../shared/customers/export.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { cellsOf } from '../support/csv.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const HEADING = [
  'domain',
  'domainState',
  'action',
  'organizationName',
  'superAdminFirstName',
  'superAdminLastName',
  'superAdminEmail',
  'plan',
  'licences',
  'payPeriod',
  'renewalDate',
  'trialState',
  'trialEndsAt',
  'customerId',
]

const exporting = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer: oldest } = await arrange.customer(partner, { trial: true })
  const { customer: proven } = await arrange.customer(partner, { verified: true })
  const named = {
    ...proven,
    organizationName: '=HYPERLINK("https://evil.example"), ร้าน',
    superAdmin: { ...proven.superAdmin, lastName: '' },
  }
  await arrange.commit(...customerChanged(proven, named, { action: 'customer.arranged' }))
  const { customer: revoked } = await arrange.customer(partner)
  await arrange.revokeAccess(revoked.customerId)
  await arrange.customer((await arrange.partner()).partner)
  return { as: admin, input: {}, partner, oldest, proven: named }
}

describeOperation(exportConsoleCustomers, handler, {
  done: {
    title: "R12 writes the partner's own granted customers as CSV, newest first, R60 none that is revoked",
    arrange: exporting,
    then: async (answer, { as, oldest, proven }) => {
      expect(answer.startsWith('\uFEFFdomain,')).toBe(true)
      const { email, firstName, lastName } = proven.superAdmin
      expect(cellsOf(answer.slice(1))).toEqual([
        HEADING,
        [
          proven.domain,
          'verified',
          'manage',
          `'${proven.organizationName}`,
          firstName,
          lastName,
          email,
          ...['free', '5', '', '', 'none', '', proven.customerId],
        ],
        [
          oldest.domain,
          'unverified',
          'verify',
          oldest.organizationName,
          firstName,
          oldest.superAdmin.lastName,
          oldest.superAdmin.email,
          ...['standard', '10', '', '', 'running', oldest.trial?.endsAt, oldest.customerId],
        ],
      ])
      const ask = (query: object) => call(exportConsoleCustomers, handler, as, { ...query })
      const { headers, text } = await ask({})
      expect(headers).toEqual({
        'content-digest': `sha-256=:${createHash('sha256').update(text).digest('base64')}:`,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="customers.csv"',
        ...everyAnswer,
      })
      const domains = async (query: object) =>
        cellsOf((await ask(query)).text.slice(1))
          .slice(1)
          .map(([domain]) => domain)
      expect(await domains({ domainState: 'unverified' })).toEqual([oldest.domain])
      expect(await domains({ trial: 'none' })).toEqual([proven.domain])
      expect(await domains({ trial: 'ending' })).toEqual([])
      expect(await domains({ search: oldest.domain.toUpperCase() })).toEqual([oldest.domain])
      expect(await domains({ search: 'nowhere' })).toEqual([])
      expect(await ask({ limit: 5 })).toMatchObject({ status: 400 })
      await arrange.advanceClock('P15D')
      expect(await domains({ trial: 'ended' })).toEqual([oldest.domain])
    },
  },
  refuses: {
    'export-too-large': async () => {
      const { admin, partner } = await arrange.partner()
      await arrange.manyListed(partner, MOST_EXPORTED + 1, (index) => ({
        domain: `${index < 30 ? 'old' : 'new'}-${index}.com`,
      }))
      expect(await call(exportConsoleCustomers, handler, admin, { search: 'old-' })).toMatchObject({
        status: 200,
      })
      return { as: admin, input: {} }
    },
  },
})
