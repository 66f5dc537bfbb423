import { describe, expect } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler as remove } from '../../functions/customers/remove-customer.ts'
import { handler as verify } from '../../functions/domains/verify-domain.ts'
import { MOST_UNVERIFIED } from '../../shared/customers/claim.ts'
import { addCustomer, removeCustomer } from '../../shared/customers/contract.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useDns } from '../support/dns.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { useMailService } from '../support/outbox.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { aboutDomain, claimsCounted, described, endOtherClaims } from './claims.ts'
import { codeOf } from './outcomes.ts'

const order = (domain: string) => ({ ...described(domain), trial: { plan: 'standard', licences: 5 } })

const spellings = (name: string): string[] => [
  `${name}.co.th`,
  `${name.toUpperCase()}.CO.TH`,
  `${name}.co.th.`,
  `${name}。co．th`,
  name.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)) + '.co.th',
]

describe('claims to one domain at once', () => {
  const table = useTestTable()
  const dns = useDns()
  useMailService()

  const about = async (domain: string) => {
    const items = await table.items()
    return { items, ...aboutDomain(items, domain) }
  }

  raced(
    'R11 leave each partner with one claim, however the domain is spelled and whoever adds it (R18)',
    table,
    async ({ race, seed }) => {
      const partners = await table.arranged(async () => [await arrange.partner(), await arrange.partner()])
      const name = `race-of-${seed}`
      const answers = await race(
        ...[...spellings(name), ...spellings(name)].map((spelling, index) => () => {
          const partner = partners[index % partners.length]
          return call(addCustomer, add, partner?.admin, order(spelling), { idempotencyKey: `${index}` })
        }),
      )
      for (const code of answers.map(codeOf))
        expect(code).toMatch(/^(done|domain-already-claimed|unavailable)$/)
      const { items, claims, live, owners, trials } = await about(`${name}.co.th`)
      expect([owners, trials]).toEqual([[], []])
      expect(claims.length).toBeLessThanOrEqual(partners.length)
      expect(live).toHaveLength(claims.length)
      for (const [index, { partner }] of partners.entries()) {
        const own = claims.filter(({ partnerId }) => partnerId === partner.partnerId)
        const codes = answers.filter((_answer, number) => number % partners.length === index).map(codeOf)
        expect(codes.filter((code) => code === 'done').length).toBeLessThanOrEqual(own.length)
        if (!codes.includes('unavailable')) expect(own).toHaveLength(1)
        expect(claimsCounted(items, partner.partnerId)).toBe(own.length)
      }
      expectWholeChains(items)
    },
  )

  raced(
    'R11 have exactly one winner of several that are proven at once; the others end with their trials and give everything back (R18, R30)',
    table,
    async ({ race, seed, random }) => {
      const domain = `won-${seed}.co.th`
      const sides = await table.arranged(async () => {
        const claimed = []
        for (let count = 0; count < 3; count += 1) {
          const { admin, partner } = await arrange.partner()
          claimed.push({ admin, partner, ...(await arrange.customer(partner, { trial: true, domain })) })
        }
        return claimed
      })
      const proofs = sides.map(
        ({ customer }) => verificationRecord(domain, customer.verification.code, 'TXT').value,
      )
      for (const proof of proofs) dns.set(domain, 'TXT', proof)
      const ask = ({ admin, customer }: (typeof sides)[number]) =>
        call(verifyDomain, verify, admin, { customerId: customer.customerId, method: 'TXT' })
      const late = await table.arranged(() => arrange.partner())
      const isRemoving = random() < 0.3
      const answers = await race(
        ...sides.map((side) => () => ask(side)),
        ...sides.map((side) => () => ask(side)),
        () => call(addCustomer, add, late.admin, order(domain)),
        ...sides.slice(0, isRemoving ? 1 : 0).map(
          ({ admin, customer: { customerId } }) =>
            () =>
              call(removeCustomer, remove, admin, { customerId }),
        ),
      )
      for (const code of answers.map(codeOf))
        expect(code).toMatch(/^(done|customer-exists|customer-not-found|customer-not-removable|unavailable)$/)
      for (const side of sides) await ask(side)
      await endOtherClaims(table, race)

      const { items, owners, claims, trials, live } = await about(domain)
      expect([owners, live, trials].map(({ length }) => length)).toEqual([1, 1, 1])
      expect(claims).toEqual([])
      const winner = owners[0]?.['customerId']
      expect(live[0]).toMatchObject({ customerId: winner, trial: { plan: 'standard' } })
      expect(Object(live[0]?.['trial']).endReason).toBeUndefined()
      expect(trials[0]).toMatchObject({ customerId: winner })
      for (const { partner } of [...sides, late]) expect(claimsCounted(items, partner.partnerId)).toBe(0)
      for (const {
        admin,
        superAdmin,
        customer: { customerId },
      } of sides) {
        const own = items.filter(({ pk, sk }) => pk.endsWith(customerId) || sk.endsWith(customerId))
        const acts = own.flatMap(({ pk, action }) =>
          pk === `AUDIT#CUSTOMER#${customerId}` ? [String(action)] : [],
        )
        const won = customerId === winner
        expect(acts).toHaveLength(2)
        expect(acts[1]).toMatch(won ? /^domain\.verified$/ : /^customer\.(ended|removed)$/)
        expect(own.some(({ sk }) => sk === `ROW#${customerId}`)).toBe(won)
        expect(own.some(({ pk }) => pk.startsWith('MEMBER#'))).toBe(won)
        const dues = own.filter(({ pk }) => pk.startsWith('DUE#')).map(({ pk }) => pk.split('#')[1])
        expect(dues.sort()).toEqual(won ? ['trial-end', 'trial-reminder'] : [])
        for (const side of [admin, superAdmin]) {
          const ended = (await mailsTo(table, side.email)).filter(({ mail }) => mail === 'claim-ended')
          expect(ended).toHaveLength(acts[1] === 'customer.ended' ? 1 : 0)
        }
      }
      expectWholeChains(items)
    },
    fewerHistories(8),
  )

  raced(
    'R18 leave a partner with 50 customers that are not verified, however many it adds at once',
    table,
    async ({ race, seed }) => {
      const { admin, partner } = await table.arranged(async () => {
        const arranged = await arrange.partner()
        await arrange.setClaims(arranged.partner, MOST_UNVERIFIED - 2)
        return arranged
      })
      const answers = await race(
        ...Array.from(
          { length: 6 },
          (_, index) => () => call(addCustomer, add, admin, order(`many-${seed}-${index}.co.th`)),
        ),
      )
      const codes = answers.map(codeOf)
      for (const code of codes) expect(code).toMatch(/^(done|unverified-customers-exhausted|unavailable)$/)
      const items = await table.items()
      const added = items.filter(({ pk }) => pk.startsWith(`CLAIM#many-${seed}-`)).length
      expect(added).toBeLessThanOrEqual(2)
      expect(codes.filter((code) => code === 'done').length).toBeLessThanOrEqual(added)
      if (!codes.includes('unavailable')) expect(added).toBe(2)
      expect(claimsCounted(items, partner.partnerId)).toBe(MOST_UNVERIFIED - 2 + added)
      expectWholeChains(items)
    },
  )
})
