import { describe, expect } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler as verify } from '../../functions/domains/verify-domain.ts'
import { handler as end } from '../../functions/mapping/end-mapping.ts'
import { handler as endPartner } from '../../functions/mapping/end-partner-mapping.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as bringIn } from '../../functions/organizations/import-organization.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import { endMapping, endPartnerMapping, tagPartner } from '../../shared/mapping/contract.ts'
import { importOrganization } from '../../shared/organizations/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useDns } from '../support/dns.ts'
import { raced } from '../support/faults/histories.ts'
import { useMailService } from '../support/outbox.ts'
import { auditActions } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { aboutDomain, claimsCounted, described, endOtherClaims } from './claims.ts'
import { expectOnePartner } from './one-partner.ts'
import { expectCount, expectOutcomes, isDone } from './outcomes.ts'

describe('the verification of a domain and what changes whose its customer is, at once', () => {
  const table = useTestTable()
  const dns = useDns()
  useMailService()

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
        () => call(addCustomer, add, third.admin, described(domain)),
      )
      expectOutcomes(answers, [
        'domain-not-verified',
        'partner-code-invalid',
        'customer-exists',
        'customer-not-found',
      ])
      const items = await table.items()
      expectOnePartner(items, customerId, former.partner.partnerId)
      const stored = await reader(world.table).get(customerRecord, { customerId })
      if (stored.mappings > 0) {
        expect(stored.verification.verifiedAt).toBeDefined()
        expect(items.filter(({ pk }) => pk === `DOMAIN#${domain}`)).toMatchObject([{ customerId }])
      }
    },
  )

  raced(
    'R11 R16 the end of the mapping of an unverified customer against the verification of its domain: removed and never verified, or verified and without a partner',
    table,
    async ({ race, random, seed }) => {
      const domain = `ended-${seed}.co.th`
      const { admin, partner, customer, superAdmin } = await table.arranged(async () => {
        const former = await arrange.partner()
        return { ...former, ...(await arrange.customer(former.partner, { trial: true, domain })) }
      })
      const { customerId, verification } = customer
      dns.set(domain, 'TXT', verificationRecord(domain, verification.code, 'TXT').value)
      const endsFromStore = random() < 0.5
      const prove = () => call(verifyDomain, verify, admin, { customerId, method: 'TXT' })
      const [ended, ...proven] = await race(
        () =>
          endsFromStore
            ? call(endMapping, end, admin, { customerId })
            : call(endPartnerMapping, endPartner, superAdmin, { customerId }),
        prove,
        prove,
      )
      expectOutcomes([ended], [])
      expectOutcomes(proven, ['customer-not-found'])
      const items = await table.items()
      expectOnePartner(items, customerId, partner.partnerId)
      const {
        state,
        partnerId,
        verification: after,
      } = await reader(world.table).get(customerRecord, {
        customerId,
      })
      const isVerified = after.verifiedAt !== undefined
      const isEnded = state === 'removed' || partnerId === undefined
      if (isDone(ended)) expect(ended.body['removed']).toBe(state === 'removed')
      expectCount(isEnded ? 1 : 0, [ended])
      if (isEnded) expect(isVerified).toBe(state === 'live')
      if (proven.some(isDone)) expect(isVerified).toBe(true)
      const of = (kind: string) => items.filter(({ pk }) => pk === `${kind}#${domain}`).length
      expect({ owners: of('DOMAIN'), trials: of('TRIAL'), claims: of('CLAIM') }).toEqual({
        owners: isVerified ? 1 : 0,
        trials: isVerified ? 1 : 0,
        claims: state === 'removed' || isVerified ? 0 : 1,
      })
      const actions = await auditActions(table, `CUSTOMER#${customerId}`)
      expect(actions.slice(1)).toEqual([
        ...(isVerified ? ['domain.verified'] : []),
        ...(isEnded ? [isVerified ? 'customer.unmapped' : 'customer.removed'] : []),
      ])
    },
  )

  raced(
    'R11 R14 an organisation that support brings in against the verification and the adding of its domain: one owner, and every other claim ends',
    table,
    async ({ race, seed }) => {
      const domain = `imported-${seed}.co.th`
      const { claimed, late, support } = await table.arranged(async () => {
        const proving = await arrange.partner()
        return {
          claimed: { ...proving, ...(await arrange.customer(proving.partner, { trial: true, domain })) },
          late: await arrange.partner(),
          support: await arrange.staff('support'),
        }
      })
      const { customerId, verification } = claimed.customer
      dns.set(domain, 'TXT', verificationRecord(domain, verification.code, 'TXT').value)
      const imported = { ...described(domain), plan: 'free', licences: 5, reason: 'A customer since 2019.' }
      const prove = () => call(verifyDomain, verify, claimed.admin, { customerId, method: 'TXT' })
      const [brought, added, ...proven] = await race(
        () => call(importOrganization, bringIn, support, imported),
        () => call(addCustomer, add, late.admin, described(domain)),
        prove,
        prove,
      )
      expectOutcomes([brought, added, ...proven], ['customer-exists'])
      await prove()
      const { owners } = aboutDomain(await table.items(), domain)
      expect(owners).toHaveLength(1)
      const owner = String(owners[0]?.['customerId'])
      const isProven = owner === customerId
      expect(isProven).toBe(proven.some(isDone) || (isProven && !isDone(brought)))
      if (isDone(brought)) expect(owner).toBe(brought.body['customerId'])
      await endOtherClaims(table, race)
      const items = await table.items()
      const { live, claims, trials } = aboutDomain(items, domain)
      expect(claims).toEqual([])
      expect(live).toMatchObject([{ customerId: owner }])
      expect(trials).toHaveLength(isProven ? 1 : 0)
      const { partnerId } = claimed.partner
      expectOnePartner(items, owner, isProven ? partnerId : undefined)
      expect(live[0]?.['partnerId']).toBe(isProven ? partnerId : undefined)
      for (const { partner } of [claimed, late]) {
        expect(claimsCounted(items, partner.partnerId)).toBe(0)
        const rows = items.filter(({ pk }) => pk === `LISTING#${partner.partnerId}`)
        expect(rows).toHaveLength(isProven && partner === claimed.partner ? 1 : 0)
      }
    },
  )
})
