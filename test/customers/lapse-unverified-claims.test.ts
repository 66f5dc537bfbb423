import { describe, expect, it } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler as lapse } from '../../functions/customers/lapse-unverified-claims.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import { isVerified, type Customer } from '../../shared/customers/customer.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { claimLapseDueRecord, customerRecord } from '../../shared/customers/records.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { reader } from '../../shared/table/reader.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { mailsTo } from '../support/table/effects.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

const order = (superAdmin: arrange.Somebody, domain: string) => ({
  domain,
  organizationName: 'Baan',
  superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: superAdmin.email },
  country: 'TH',
  language: 'th' as const,
})

describe('lapseUnverifiedClaims', () => {
  const table = useTestTable()
  const about = async ({ customerId, domain, partnerId }: Customer) => {
    const items = await table.items()
    return {
      customer: await reader(world.table).find(customerRecord, { customerId }),
      dues: items
        .filter(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))
        .map(({ pk }) => pk.split('#')[1]),
      row: items.find(({ sk }) => sk === `ROW#${customerId}`),
      claim: items.find(({ pk }) => pk === `CLAIM#${domain}`),
      counted: items.find(({ pk }) => pk === `CLAIM-COUNT#${partnerId}`)?.['claims'],
      chain: items
        .filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customerId}`)
        .map((item) => auditEntryRecord.parse(item)),
    }
  }
  const mails = async (who: arrange.Somebody, { domain }: Customer): Promise<string[]> =>
    (await mailsTo(table, who.email))
      .filter(({ words }) => words['domain'] === domain)
      .map(({ mail }) => mail)
  const threeTimes = async () => {
    await Promise.all([run(lapse), run(lapse)])
    await run(lapse)
  }

  const claimed = async (options: { verified?: boolean } = {}) => {
    await table.clear()
    const { partner } = await arrange.partner()
    return (await arrange.customer(partner, options)).customer
  }

  it('R16 warns both sides once 7 days before, then removes the customer once and gives back its claim (R18)', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner)
    const sides = [admin, superAdmin]
    await arrange.advanceClock('P22DT23H')
    await run(lapse)
    for (const side of sides) expect(await mails(side, customer)).toEqual([])

    await arrange.advanceClock('PT1H')
    await threeTimes()
    for (const side of sides) expect(await mails(side, customer)).toEqual(['claim-lapses-soon'])
    const [warning] = await mailsTo(table, superAdmin.email)
    expect(warning?.words['lapsesAt']).toBe(plusDays(customer.createdAt, 30))
    expect((await about(customer)).dues).toEqual(['claim-lapse'])

    await arrange.advanceClock('P6DT23H')
    await run(lapse)
    expect((await about(customer)).customer?.state).toBe('live')
    await arrange.advanceClock('PT1H')
    await threeTimes()
    const gone = await about(customer)
    expect(gone.customer?.state).toBe('removed')
    expect([gone.row, gone.claim, gone.counted]).toEqual([undefined, undefined, 0])
    expect(gone.dues).toEqual([])
    expect(gone.chain.map(({ action }) => action)).toEqual(['customer.added', 'customer.lapsed'])
    expect(gone.chain[1]?.actor).toEqual({ kind: 'function', name: 'lapseUnverifiedClaims' })
    expectWholeChains(await table.items())
    for (const side of sides)
      expect(await mails(side, customer)).toEqual(['claim-lapses-soon', 'claim-lapsed'])
    const roles = (await table.items()).filter(({ pk }) => pk === `MEMBER#${superAdmin.email}`)
    expect(roles).toEqual([])

    const another = await arrange.partner()
    const again = await call(addCustomer, add, another.admin, order(superAdmin, customer.domain))
    expect(again.status).toBe(201)
  })

  it('R16 schedules warning and lapse when a customer is added', async () => {
    const { admin } = await arrange.partner()
    const { body } = await call(addCustomer, add, admin, order(arrange.somebody(), 'scheduled.co.th'))
    const items = await table.items()
    const createdAt = (await arrange.now()).slice(0, 10)
    const dueOn = (job: string) =>
      String(items.find(({ pk }) => pk === `DUE#${job}#${body['customerId']}`)?.['dueAt']).slice(0, 10)
    const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
    expect(days(createdAt, dueOn('claim-warning'))).toBe(23)
    expect(days(createdAt, dueOn('claim-lapse'))).toBe(30)
  })

  it('R16 a running trial does not keep the claim: it lapses all the same, and no trial end is recorded', async () => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P14D')
    const stored = await reader(world.table).find(customerRecord, customer)
    if (!stored?.trial) throw new Error('The trial is missing')
    const extended = { ...stored, trial: { ...stored.trial, endsAt: plusDays(stored.trial.startsAt, 60) } }
    await arrange.commit(...customerChanged(stored, extended, { action: 'trial.extended' }))
    await arrange.advanceClock('P17D')
    await run(lapse)
    const gone = await about(customer)
    expect(gone.customer?.state).toBe('removed')
    expect(gone.dues).toEqual([])
  })

  it('R16 keeps what is verified, paid for or removed already, and what is due for it no longer', async () => {
    const { admin, partner } = await arrange.partner()
    const change = async (next: (customer: Customer) => Customer) => {
      const { customer } = await arrange.customer(partner)
      await arrange.commit(...customerChanged(customer, next(customer), { action: 'customer.arranged' }))
      return customer
    }
    const kept = [
      await change((customer) => ({
        ...customer,
        verification: { ...customer.verification, verifiedAt: customer.createdAt, method: 'TXT' },
      })),
      await change((customer) => ({
        ...customer,
        subscription: { ...customer.subscription, everCharged: true },
      })),
      await change((customer) => ({ ...customer, state: 'removed' })),
    ]
    await arrange.advanceClock('P31D')
    await threeTimes()
    for (const customer of kept) {
      const { customer: now, dues, chain, claim } = await about(customer)
      expect(now?.state).toBe(customer === kept[2] ? 'removed' : 'live')
      expect(claim).toBeDefined()
      expect(dues).toEqual([])
      expect(chain).toHaveLength(2)
      expect(await mails(admin, customer)).toEqual([])
    }
    const { customer: proven } = await arrange.customer(partner, { verified: true })
    expect(isVerified(proven)).toBe(true)
    expect((await about(proven)).dues).toEqual([])
  })

  it('R16 after a jump of the clock past the lapse there is no warning; a run whose time is up leaves the work to a later one', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner)
    await arrange.advanceClock('P40D')
    await run(lapse, {}, 0)
    expect((await about(customer)).customer?.state).toBe('live')
    await run(lapse)
    expect(await mails(admin, customer)).toEqual(['claim-lapsed'])
    expect((await about(customer)).customer?.state).toBe('removed')
  })

  it('R16 warns the super admin that there is when it commits, not the one that was read', async () => {
    const customer = await claimed()
    await arrange.advanceClock('P24D')
    const heldCommit = table.proxy.holdNext('TransactWriteItems')
    const warning = run(lapse)
    await heldCommit.arrived
    const corrected = arrange.somebody('intended')
    const next = { ...customer, superAdmin: { ...customer.superAdmin, email: corrected.email } }
    await arrange.commit(...customerChanged(customer, next, { action: 'super-admin.corrected' }))
    heldCommit.release()
    await warning
    expect(await mailsTo(table, customer.superAdmin.email)).toEqual([])
    await run(lapse)
    expect(await mails(corrected, customer)).toEqual(['claim-lapses-soon'])
  })

  it('R16 leaves the claim on the domain to a customer that has it by now', async () => {
    const customer = await claimed()
    await arrange.advanceClock('P31D')
    const { domain, partnerId } = customer
    const claim = { pk: `CLAIM#${domain}`, sk: `PARTNER#${partnerId}`, domain, partnerId }
    await table.put({ ...claim, customerId: `cus_${'0'.repeat(26)}` })
    await run(lapse)
    expect((await about(customer)).claim).toMatchObject({ customerId: `cus_${'0'.repeat(26)}` })
  })

  const toBeWarned = async () => {
    await claimed()
    await arrange.advanceClock('P24D')
    return () => run(lapse)
  }
  const lapsed = async () => {
    const warn = await toBeWarned()
    await warn()
    await arrange.advanceClock('P7D')
    return () => run(lapse)
  }
  const verifiedMeanwhile = async () => {
    const { customerId: id, createdAt } = await claimed({ verified: true })
    await arrange.commit(claimLapseDueRecord.put({ id, dueAt: createdAt }))
    return () => run(lapse)
  }

  proveWrites('warns of a lapse', table, toBeWarned, 'DUE#claim-warning')
  proveWrites('removes a lapsed customer', table, lapsed)
  proveWrites('drops the claim on what was verified', table, verifiedMeanwhile, 'DUE#claim-lapse')
})
