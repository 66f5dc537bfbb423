import { describe, expect } from 'vitest'
import { handler as see } from '../../functions/access/get-partner-access.ts'
import { handler as cancel } from '../../functions/mapping/cancel-transfer.ts'
import { handler as complete } from '../../functions/mapping/complete-transfers.ts'
import { handler as decide } from '../../functions/mapping/decide-transfer.ts'
import { handler as object } from '../../functions/mapping/object-to-transfer.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { world } from '../../functions/outside/world.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import {
  cancelTransfer,
  decideTransfer,
  objectToTransfer,
  tagPartner,
} from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { deactivatePartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { courted } from './courted.ts'
import { expectOnePartner } from './one-partner.ts'
import { expectCount, expectOutcomes, isDone } from './outcomes.ts'

describe('transfers at once', () => {
  const table = useTestTable()

  raced(
    'R14 objection, cancellation and completion about the end of the seven days: one of them closes it, and what the sides are told is what happened',
    table,
    async ({ race, random }) => {
      const { customer, transfer, superAdmin, former } = await table.arranged(async () => {
        const pending = await arrange.pendingTransfer()
        await arrange.orgAdmins(pending.customer, 1)
        return pending
      })
      const { customerId } = customer
      const { transferId } = transfer
      const isCancelling = random() < 0.5
      await arrange.advanceClockTo(plusMillis(transfer.completesAt, -Math.floor(random() * 60)))
      await race(
        () => call(objectToTransfer, object, former.admin, { transferId, reason: 'A contract.' }),
        () => run(complete),
        () => run(complete),
        ...(isCancelling ? [() => call(cancelTransfer, cancel, superAdmin, { customerId, transferId })] : []),
      )
      await arrange.advanceClock('PT1H')
      await run(complete)
      const { state } = await reader(world.table).get(transferRecord, { transferId })
      expect(state).toMatch(isCancelling ? /^(completed|objected|cancelled)$/ : /^(completed|objected)$/)
      const told = (await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)
      const actions = await auditActions(table, `TRANSFER#${transferId}`)
      const mails: Readonly<Record<string, string>> = {
        'transfer.objected': 'transfer-objected',
        'transfer.completed': 'customer-moved',
        'transfer.cancelled': 'transfer-cancelled',
      }
      expect(told.toSorted()).toEqual(actions.flatMap((action) => mails[action] ?? []).toSorted())
      const toSupport = (await effects(table)).filter(({ kind }) => kind === 'tell-support')
      expect(toSupport).toHaveLength(actions.includes('transfer.objected') ? 1 : 0)
      const items = await table.items()
      expect(items.some(({ pk }) => pk === `DUE#transfer#${transferId}`)).toBe(state === 'objected')
      expectOnePartner(items, customerId, transfer.from)
    },
  )

  raced(
    'R14 R17 a completion or a move against a new partner that is deactivated, or that an administrator joins: nobody is both, and nobody gets a deactivated partner',
    table,
    async ({ race, random }) => {
      const byCode = random() < 0.4
      const arranged = await table.arranged(async () => {
        const pending = byCode ? undefined : await arrange.objectedTransfer()
        const free = byCode ? await courted() : undefined
        const customer = pending?.customer ?? free?.customer
        const next = pending?.next ?? free?.first
        const superAdmin = pending?.superAdmin ?? free?.superAdmin
        if (!customer || !next || !superAdmin) throw new Error('Nothing is arranged to race')
        const [asks, confirms] = [await arrange.staff('support'), await arrange.staff('support')]
        const joining = { partnerId: next.partner.partnerId, admins: [next.admin.email, superAdmin.email] }
        await call(setPartnerAdmins, setAdmins, asks, joining, { ifMatch: '*' })
        return { customer, superAdmin, joining, asks, confirms, pending, code: free?.first.code }
      })
      const { customer, superAdmin, joining, asks, confirms, pending, code } = arranged
      const { customerId, partnerId: first } = customer
      const { partnerId } = joining
      const isDeactivating = random() < 0.5
      // In some histories the other side begins later.
      const hesitate = async (): Promise<void> => {
        for (let asked = random() < 0.6 ? 3 : 0; asked > 0; asked -= 1)
          await call(getPartnerAccess, see, superAdmin, { customerId })
      }
      const [moved] = await race(
        () =>
          pending
            ? call(decideTransfer, decide, asks, {
                transferId: pending.transfer.transferId,
                decision: 'complete',
                note: 'No contract.',
              })
            : call(tagPartner, tag, superAdmin, { customerId, code }),
        () =>
          hesitate().then(() =>
            isDeactivating
              ? call(deactivatePartner, deactivate, confirms, { partnerId, reason: 'Unpaid.' })
              : call(setPartnerAdmins, setAdmins, confirms, joining, { ifMatch: '*' }),
          ),
      )
      expectOutcomes([moved], ['partner-code-invalid', 'partner-member-is-organization-admin'])
      const items = await table.items()
      expectOnePartner(items, customerId, first)
      const stored = await reader(world.table).get(customerRecord, { customerId })
      const isMoved = stored.partnerId === partnerId
      const actions = await auditActions(table, `CUSTOMER#${customerId}`)
      expect(actions.filter((action) => action === 'customer.mapped')).toHaveLength(isMoved ? 1 : 0)
      if (isDone(moved)) expect(isMoved).toBe(moved.body['state'] !== 'cancelled')
    },
  )

  raced(
    'R14 decisions of two members of support against each other and a cancellation: one of them closes it, and is told once',
    table,
    async ({ race, random }) => {
      const { customerId, transferId, superAdmin, from, to, team } = await table.arranged(async () => {
        const { customer, transfer, superAdmin } = await arrange.objectedTransfer()
        const { customerId } = customer
        const team = [await arrange.staff('support'), await arrange.staff('support')]
        return { ...transfer, customerId, superAdmin, team }
      })
      const isCancelling = random() < 0.5
      const decisions = team.map((as) => ({ as, decision: random() < 0.5 ? 'complete' : 'keep' }))
      const answers = await race(
        ...decisions.map(
          ({ as, decision }) =>
            () =>
              call(decideTransfer, decide, as, { transferId, decision, note: 'As both agreed.' }),
        ),
        ...(isCancelling ? [() => call(cancelTransfer, cancel, superAdmin, { customerId, transferId })] : []),
      )
      expectOutcomes(answers, ['transfer-closed'])
      const { state } = await reader(world.table).get(transferRecord, { transferId })
      expectCount(state === 'objected' ? 0 : 1, answers)
      for (const { body } of answers.filter(isDone)) expect(body['state']).toBe(state)
      const items = await table.items()
      expectOnePartner(items, customerId, from)
      const stored = await reader(world.table).get(customerRecord, { customerId })
      expect(stored.partnerId).toBe(state === 'completed' ? to : from)
      expect(items.filter(({ pk }) => pk === `DUE#transfer#${transferId}`)).toHaveLength(
        state === 'objected' ? 1 : 0,
      )
      const mails: Readonly<Record<string, readonly string[]>> = {
        objected: [],
        completed: ['customer-moved', 'transfer-decided'],
        kept: ['transfer-decided'],
        cancelled: ['transfer-cancelled'],
      }
      const told = (await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)
      expect(told.toSorted()).toEqual(mails[state])
      const toSupport = (await effects(table)).filter(({ kind }) => kind === 'tell-support')
      expect(toSupport).toHaveLength(state === 'completed' || state === 'kept' ? 1 : 0)
    },
  )
})
