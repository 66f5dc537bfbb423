import { describe, expect, it } from 'vitest'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { changedBy, CustomerPatch, update } from '../../shared/customers/details.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'

const PHONE = '+6621234567'
const plain: Customer = add(
  {
    customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
    partnerId: PartnerId.parse('ptr_01JN7ZK3M0000000000000000B'),
    domain: 'example.co.th',
    organizationName: 'Example',
    country: 'TH',
    language: 'th',
    superAdmin: {
      firstName: 'Malee',
      lastName: 'Srisuk',
      email: EmailAddress.parse('malee@example.co.th'),
    },
    code: '1'.repeat(39),
  },
  Instant.parse('2026-03-01T08:00:00.000Z'),
)
const reachable: Customer = { ...plain, contactPhone: PHONE }

describe('R13 a merge patch of a customer', () => {
  it.each<[string, Customer, CustomerPatch, Customer, object | undefined]>([
    ['leaves what is absent', reachable, {}, reachable, undefined],
    ['leaves what is undefined', reachable, { contactPhone: undefined }, reachable, undefined],
    ['leaves what is the same', reachable, { country: 'TH', contactPhone: PHONE }, reachable, undefined],
    ['removes nothing where there is nothing', plain, { contactPhone: null }, plain, undefined],
    [
      'adds a phone',
      plain,
      { contactPhone: PHONE },
      reachable,
      { changed: ['contactPhone'], from: {}, to: {} },
    ],
    [
      'removes the phone',
      reachable,
      { contactPhone: null },
      plain,
      { changed: ['contactPhone'], from: {}, to: {} },
    ],
    [
      'replaces the phone',
      reachable,
      { contactPhone: '+551123456789' },
      { ...plain, contactPhone: '+551123456789' },
      { changed: ['contactPhone'], from: {}, to: {} },
    ],
    [
      'replaces each detail',
      reachable,
      { organizationName: 'Other', country: 'BR', language: 'pt-BR' },
      { ...reachable, organizationName: 'Other', country: 'BR', language: 'pt-BR' },
      {
        changed: ['organizationName', 'country', 'language'],
        from: { organizationName: 'Example', country: 'TH', language: 'th' },
        to: { organizationName: 'Other', country: 'BR', language: 'pt-BR' },
      },
    ],
  ])('%s', (_what, before, patch, after, details) => {
    const updated = update(before, patch)
    expect(updated).toEqual(after)
    expect(Object.keys(updated).sort()).toEqual(Object.keys(after).sort())
    expect(changedBy(before, updated)).toEqual(details)
  })

  it.each([
    { organizationName: null },
    { country: null },
    { language: null },
    { contactPhone: '0212345678' },
    { domain: 'other.co.th' },
  ])('may not be %j', (patch) => {
    expect(CustomerPatch.safeParse(patch).success).toBe(false)
  })
})
