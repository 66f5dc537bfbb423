import { describe, expect } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

const spellings = (name: string): string[] => [
  `${name}.co.th`,
  `${name.toUpperCase()}.CO.TH`,
  `${name}.co.th.`,
  `${name}。co．th`,
  name.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)) + '.co.th',
]

describe('adding one domain at once', () => {
  const table = useTestTable()

  raced(
    'R11 has one winner, however the domain is spelled and whoever adds it',
    table,
    async ({ race, seed }) => {
      const partners = await table.arranged(async () => [await arrange.partner(), await arrange.partner()])
      const domain = `race-of-${seed}-${arrange.somebody().sub.length}`
      const answers = await race(
        ...spellings(`${domain}x`).map((spelling, index) => () => {
          const partner = partners[index % partners.length]
          const superAdmin = {
            firstName: 'Malee',
            lastName: 'Srisuk',
            email: arrange.somebody('admin').email,
          }
          const input = {
            domain: spelling,
            organizationName: 'Race',
            superAdmin,
            country: 'TH',
            language: 'en',
          }
          const trial = { plan: 'standard', licences: 5 }
          return call(
            addCustomer,
            add,
            partner?.admin,
            { ...input, trial },
            { idempotencyKey: `${seed}-${index}` },
          )
        }),
      )
      const codes = answers.map(
        ({ status, body }) => `${status} ${status === 201 ? '' : String(body['type'])}`,
      )
      const winners = answers.filter(({ status }) => status === 201)
      for (const code of codes) expect(code).toMatch(/^201|customer-exists|unavailable/)
      const items = await table.items()
      const claims = items.filter(({ pk }) => pk === `DOMAIN#${domain}x.co.th`)
      const customers = items.filter(({ sk, domain: of }) => sk === 'CUSTOMER' && of === `${domain}x.co.th`)
      expect([claims.length, customers.length]).toEqual([1, 1])
      expect(winners.length).toBeLessThanOrEqual(1)
      if (!codes.some((code) => code.includes('unavailable'))) expect(winners).toHaveLength(1)
      for (const { body } of winners) expect(body['customerId']).toBe(claims[0]?.['customerId'])
      expectWholeChains(items.filter(({ pk }) => customers.some(({ pk: own }) => pk.includes(own))))
    },
  )
})
