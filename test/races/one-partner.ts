import { expect } from 'vitest'
import * as z from 'zod'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
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

/** Expects that a customer has one partner or none, and all that says so says the same: access, row, counted roles and open transfer (R14, R16, R17). */
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
