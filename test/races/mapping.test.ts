import { describe, expect } from 'vitest'
import { handler as see } from '../../functions/access/get-partner-access.ts'
import { handler as grant } from '../../functions/access/grant-access.ts'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler as verify } from '../../functions/domains/verify-domain.ts'
import { handler as cancel } from '../../functions/mapping/cancel-transfer.ts'
import { handler as complete } from '../../functions/mapping/complete-transfers.ts'
import { handler as decide } from '../../functions/mapping/decide-transfer.ts'
import { handler as end } from '../../functions/mapping/end-mapping.ts'
import { handler as endPartner } from '../../functions/mapping/end-partner-mapping.ts'
import { handler as object } from '../../functions/mapping/object-to-transfer.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { getPartnerAccess, grantAccess, revokeAccess } from '../../shared/access/contract.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import {
  cancelTransfer,
  decideTransfer,
  endMapping,
  endPartnerMapping,
  objectToTransfer,
  tagPartner,
} from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { deactivatePartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { useDns } from '../support/dns.ts'
import { raced } from '../support/faults/histories.ts'
import { effects, mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectOnePartner } from './one-partner.ts'

const codeOf = ({ status, body }: Called): string =>
  status < 300 ? 'done' : String(body['type']).replace('/problems/', '')

const count = (codes: readonly string[], wanted: string): number =>
  codes.filter((code) => code === wanted).length

describe('mapping at once', () => {
  const table = useTestTable()
  const dns = useDns()

  const actionsOf = async (subject: string): Promise<string[]> =>
    (await table.items()).flatMap(({ pk, action }) => (pk === `AUDIT#${subject}` ? [String(action)] : []))

  /** A verified customer on a trial, a further administrator, and a code of each of two other partners. */
  const courted = async () => {
    const [former, ...others] = [await arrange.partner(), await arrange.partner(), await arrange.partner()]
    const { customer, superAdmin } = await arrange.customer(former.partner, { verified: true, trial: true })
    const orgAdmins = await arrange.orgAdmins(customer, 1)
    const codes: string[] = []
    for (const { partner } of others) codes.push(await arrange.partnerCode(partner))
    return { former, others, customer, customerId: customer.customerId, superAdmin, orgAdmins, codes }
  }

  raced(
    'R14 two codes, one of them entered twice, come out as one after the other: each code works once, nobody has two partners',
    table,
    async ({ race }) => {
      const { former, customerId, superAdmin, orgAdmins, codes } = await table.arranged(courted)
      const [one = '', other = ''] = codes
      const enter = (as: arrange.Somebody | undefined, code: string) => () =>
        call(tagPartner, tag, as, { customerId, code })
      const answers = await race(enter(superAdmin, one), enter(orgAdmins[0], one), enter(superAdmin, other))
      const found = answers.map(codeOf)
      for (const code of found) expect(code).toMatch(/^(done|partner-code-invalid|unavailable)$/)
      const moves = count(await actionsOf(`CUSTOMER#${customerId}`), 'customer.mapped')
      expect(count(found.slice(0, 2), 'done')).toBeLessThanOrEqual(1)
      expect(count(found, 'done')).toBeLessThanOrEqual(moves)
      if (!found.includes('unavailable'))
        expect(found.toSorted()).toEqual(['done', 'done', 'partner-code-invalid'])
      const mails = (await mailsTo(table, superAdmin.email)).filter(({ mail }) => mail === 'customer-moved')
      expect(mails).toHaveLength(moves)
      expectOnePartner(await table.items(), customerId, former.partner.partnerId)
    },
  )

  raced(
    'R14 a move against the end of the mapping, a revocation, a grant and an extension: one partner or none, and nothing of the former one after it',
    table,
    async ({ race, random }) => {
      const { former, customerId, superAdmin, orgAdmins, codes } = await table.arranged(courted)
      const [code = ''] = codes
      const input = { customerId }
      const endsFromStore = random() < 0.5
      const answers = await race(
        () => call(tagPartner, tag, superAdmin, { ...input, code }),
        () =>
          endsFromStore
            ? call(endMapping, end, former.admin, input)
            : call(endPartnerMapping, endPartner, superAdmin, input),
        () => call(revokeAccess, revoke, orgAdmins[0], input),
        () => call(grantAccess, grant, superAdmin, input),
        () => call(extendTrial, extend, former.admin, input, { idempotencyKey: 'once' }),
      )
      for (const code of answers.map(codeOf))
        expect(code).toMatch(
          /^(done|no-partner|customer-not-found|access-(revoked|already-revoked|already-granted)|unavailable)$/,
        )
      expectOnePartner(await table.items(), customerId, former.partner.partnerId)
    },
  )

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
      const actions = await actionsOf(`TRANSFER#${transferId}`)
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
        const next = pending?.next ?? free?.others[0]
        const superAdmin = pending?.superAdmin ?? free?.superAdmin
        if (!customer || !next || !superAdmin) throw new Error('Nothing is arranged to race')
        const [asks, confirms] = [await arrange.staff('support'), await arrange.staff('support')]
        const joining = { partnerId: next.partner.partnerId, admins: [next.admin.email, superAdmin.email] }
        await call(setPartnerAdmins, setAdmins, asks, joining, { ifMatch: '*' })
        return { customer, superAdmin, joining, asks, confirms, pending, code: free?.codes[0] }
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
      expect(codeOf(moved)).toMatch(
        /^(done|partner-code-invalid|partner-member-is-organization-admin|unavailable)$/,
      )
      const items = await table.items()
      expectOnePartner(items, customerId, first)
      const stored = await reader(world.table).get(customerRecord, { customerId })
      const isMoved = stored.partnerId === partnerId
      const moves = count(await actionsOf(`CUSTOMER#${customerId}`), 'customer.mapped')
      expect(moves).toBe(isMoved ? 1 : 0)
      if (codeOf(moved) === 'done') expect(isMoved).toBe(moved.body['state'] !== 'cancelled')
    },
  )

  raced(
    'R11 R14 a move against the verification and the adding of the same domain: what is mapped is verified, and belongs to one live customer',
    table,
    async ({ race, seed }) => {
      const domain = `moved-${seed}.co.th`
      const { former, third, customer, superAdmin, code } = await table.arranged(async () => {
        const [former, next, third] = [
          await arrange.partner(),
          await arrange.partner(),
          await arrange.partner(),
        ]
        const claimed = await arrange.customer(former.partner, { trial: true, domain })
        return { former, third, ...claimed, code: await arrange.partnerCode(next.partner) }
      })
      const { customerId, verification } = customer
      dns.set(domain, 'TXT', verificationRecord(domain, verification.code, 'TXT').value)
      const order = {
        domain,
        organizationName: 'Race',
        superAdmin: { firstName: 'Malee', lastName: '', email: arrange.somebody('admin').email },
        country: 'TH',
        language: 'en',
      }
      const prove = () => call(verifyDomain, verify, former.admin, { customerId, method: 'TXT' })
      const move = () => call(tagPartner, tag, superAdmin, { customerId, code })
      const answers = await race(
        move,
        async () => {
          await prove()
          return move()
        },
        async () => {
          await prove()
          return call(extendTrial, extend, former.admin, { customerId }, { idempotencyKey: 'once' })
        },
        () => call(addCustomer, add, third.admin, order),
      )
      for (const found of answers.map(codeOf))
        expect(found).toMatch(
          /^(done|domain-not-verified|partner-code-invalid|customer-(exists|not-found)|unavailable)$/,
        )
      const items = await table.items()
      expectOnePartner(items, customerId, former.partner.partnerId)
      const stored = await reader(world.table).get(customerRecord, { customerId })
      if (stored.mappings > 0) {
        expect(stored.verification.verifiedAt).toBeDefined()
        expect(items.filter(({ pk }) => pk === `DOMAIN#${domain}`)).toMatchObject([{ customerId }])
      }
    },
  )
})
