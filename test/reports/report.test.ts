import { describe, expect, it } from 'vitest'
import { CustomerSummary } from '../../shared/customers/customer.ts'
import { csvOf } from '../../shared/kernel/csv.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { RENEWAL_COLUMNS } from '../../shared/reports/columns.ts'
import { isFailing, isUpcoming, renewalLine } from '../../shared/reports/report.ts'
import { cellsOf } from '../support/csv.ts'

const now = Instant.parse('2027-05-20T10:00:00.000Z')
const before = '2027-05-20T09:59:59.999Z'
const after = '2027-05-20T10:00:00.001Z'

const listed = (subscription: object, organizationName = 'Baan Suan') => ({
  summary: CustomerSummary.parse({
    customerId: `cus_${'0'.repeat(26)}`,
    domain: 'baansuan.co.th',
    organizationName,
    superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: 'malee@baansuan.co.th' },
    subscription: {
      plan: 'standard',
      licences: 10,
      payPeriod: 'yearly',
      renewalDate: '2027-06-01',
      ...subscription,
    },
  }),
})

describe('R49 which customers a report of renewals has, at the time of asking', () => {
  it.each([
    ['one that renews', {}, true, false],
    ['one that renews today', { renewalDate: '2027-05-20' }, true, false],
    ['one whose renewal of yesterday is under way', { renewalDate: '2027-05-19' }, true, false],
    ['one that was cancelled', { endsAt: '2027-06-01T00:00:00.000Z' }, false, false],
    ['one that has ended, which nobody has recorded', { endsAt: before }, false, false],
    ['one that is past due', { pastDue: true, renewalDate: '2027-05-10', endsAt: after }, false, true],
    ['one whose grace is over', { pastDue: true, renewalDate: '2027-05-05', endsAt: before }, false, false],
    ['one on free', { plan: 'free', payPeriod: undefined, renewalDate: undefined }, false, false],
  ])('%s', (_customer, subscription, upcoming, failing) => {
    const row = listed(subscription)
    expect([isUpcoming(row, undefined, now), isFailing(row, now)]).toEqual([upcoming, failing])
  })

  it('takes renewals from an earlier or a later day on where it is asked to', () => {
    const row = listed({ renewalDate: '2027-05-19' })
    expect(isUpcoming(row, '2027-05-19', now)).toBe(true)
    expect(isUpcoming(row, '2027-05-20', now)).toBe(false)
  })

  it('R49 writes the name of an organisation so that no spreadsheet runs it', () => {
    const line = renewalLine(listed({}, '=HYPERLINK("https://evil.example")'))
    const [, [, name] = []] = cellsOf(csvOf(RENEWAL_COLUMNS, [line]).slice(1))
    expect(name).toBe(`'=HYPERLINK("https://evil.example")`)
  })

  it('has no line for a customer with nothing to renew', () =>
    expect(() => renewalLine(listed({ plan: 'free', payPeriod: undefined }))).toThrow('nothing to renew'))
})
