import { expect } from 'vitest'
import * as z from 'zod'
import { accessRecord } from '../../shared/access/records.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord, customerRowRecord } from '../../shared/customers/records.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { isOpen, transitions, type TransferState } from '../../shared/mapping/transfer.ts'
import { auditEntryRecord, type AuditEntry } from '../../shared/table/audit.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'

const Mapped = z.object({ to: z.string() })

const chainOf = (items: readonly StoredItem[], subject: string): AuditEntry[] =>
  items.filter(({ pk }) => pk === `AUDIT#${subject}`).map((item) => auditEntryRecord.parse(item))

/** Expects that nothing was done by a partner that the customer did not have at that moment. */
const expectOwnDeeds = (deeds: readonly AuditEntry[], first: string | undefined): void => {
  let present = first
  for (const { action, actor, details } of deeds) {
    if (actor.kind === 'person' && actor.role === 'partner-admin')
      expect({ action, by: actor.partnerId }).toEqual({ action, by: present })
    if (action === 'customer.mapped') present = Mapped.parse(details).to
    if (action === 'customer.unmapped') present = undefined
  }
}

/** Expects that the card on file is of the organisation or of its present partner, and that the customer and its row say of the billing what it is (R13, R14). */
const expectOwnBilling = (
  items: readonly StoredItem[],
  { customerId, partnerId, subscription }: Customer,
): void => {
  const [billing] = items
    .filter(({ pk }) => pk === `BILLING#${customerId}`)
    .map((item) => billingRecord.parse(item))
  if (!billing) return
  const { profile, dunning, pending } = billing
  if (profile) expect([customerId, partnerId]).toContain(profile.ownerId)
  expect({
    cardType: profile?.cardType,
    isUnpaid: dunning !== undefined,
    isPending: pending !== undefined,
  }).toEqual({
    cardType: subscription.cardType,
    isUnpaid: subscription.pastDue === true,
    isPending: subscription.paymentPending === true,
  })
  if (!partnerId) return
  const [row] = items
    .filter(({ pk, sk }) => pk === `LISTING#${partnerId}` && sk === `ROW#${customerId}`)
    .map((item) => customerRowRecord.parse(item))
  expect(row?.summary.subscription).toEqual(subscription)
  expect(row?.revenue?.minor ?? 0).toBe(billing.revenues[partnerId] ?? 0)
}

/** Expects that a customer has one partner or none, and all that says so says the same: access, row, counted roles, open transfer and card on file (R14, R16, R17). */
export const expectOnePartner = (
  items: readonly StoredItem[],
  id: string,
  /** The partner that it had before. */
  first: string | undefined,
): void => {
  const customerId = CustomerId.parse(id)
  const at = ({ pk, sk }: { pk: string; sk: string }) =>
    items.filter((item) => item.pk === pk && item.sk === sk)
  const [customer] = at(customerRecord.key({ customerId })).map((item) => customerRecord.parse(item))
  const [access] = at(accessRecord.key({ customerId })).map((item) => accessRecord.parse(item))
  if (!customer || !access) throw new Error('The customer is missing')
  expectWholeChains(items)
  expectOwnDeeds(chainOf(items, `CUSTOMER#${customerId}`), first)
  const rows = items
    .filter(({ sk }) => sk === `ROW#${customerId}`)
    .map(({ pk, accessStatus }) => ({ pk, accessStatus }))
  if (customer.state === 'removed') {
    expect(rows).toEqual([])
    return
  }
  expectOwnBilling(items, customer)
  const { partnerId, transferId } = customer
  expect({ rows, of: access.status === 'no-partner' ? undefined : access.partnerId }).toEqual({
    rows: partnerId ? [{ pk: `LISTING#${partnerId}`, accessStatus: access.status }] : [],
    of: partnerId,
  })
  const administrators = items.filter(({ pk }) => pk === `ADMINISTRATORS#${customerId}`)
  expect(administrators.length).toBeGreaterThan(0)
  for (const { email } of administrators) {
    const counted = items
      .filter(({ pk, roles }) => pk === `ROLE-COUNT#${String(email)}` && roles !== 0)
      .map(({ sk, roles }) => ({ sk, roles }))
    expect(counted).toEqual(partnerId ? [{ sk: `PARTNER#${partnerId}`, roles: 1 }] : [])
    const [person] = items.filter(({ pk }) => pk === `PERSON#${String(email)}`)
    if (partnerId) expect(Object(person?.['partner']).partnerId).not.toBe(partnerId)
  }
  const transfers = items
    .filter(({ sk, customerId: of }) => sk === 'TRANSFER' && of === customerId)
    .map((item) => transferRecord.parse(item))
  expect(transfers.filter(isOpen).map((transfer) => transfer.transferId)).toEqual(
    transferId ? [transferId] : [],
  )
  for (const transfer of transfers) {
    const states = chainOf(items, `TRANSFER#${transfer.transferId}`).map(({ action }) =>
      action.replace('transfer.', '').replace('begun', 'pending'),
    )
    const lawful: Readonly<Record<string, readonly TransferState[]>> = transitions
    for (const [place, state] of states.slice(1).entries())
      expect(lawful[states[place] ?? '']).toContain(state)
    expect(states.at(-1)).toBe(transfer.state)
  }
}
