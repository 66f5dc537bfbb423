import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { admit, conditionsOf } from '../../functions/edge/gate.ts'
import { granted, revoke, withoutPartner } from '../../shared/access/access.ts'
import { add } from '../../shared/customers/customer.ts'
import type { GateFacts } from '../../shared/declaration/gate.ts'
import { gates, gatesOf } from '../../shared/declaration/gates.ts'
import { http, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { OrganizationRole, Role } from '../../shared/kernel/caller.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId, PersonId } from '../../shared/kernel/id.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { bind, named } from '../../shared/people/subject.ts'
import { joinPartner, stranger } from '../../shared/people/person.ts'

const ulid = (serial: number) => `01J${String(serial).padStart(23, '0')}`
const at = Instant.parse('2026-01-01T00:00:00.000Z')
const email = EmailAddress.parse('malee@example.co.th')
const personId = PersonId.parse(`per_${ulid(1)}`)
const customerId = CustomerId.parse(`cus_${ulid(1)}`)
const partnerId = PartnerId.parse(`ptr_${ulid(1)}`)
const otherPartnerId = PartnerId.parse(`ptr_${ulid(2)}`)
const versioned = { version: 1, auditHash: '', auditAt: at }

/** Somebody signed in who asks about a customer of `partnerId`. */
const nobody: GateFacts = {
  email,
  sub: 'sub',
  customerId,
  firstStaffMember: undefined,
  now: at,
  subject: bind(named(email, personId), 'sub', at),
  customer: {
    ...add(
      {
        customerId,
        partnerId,
        domain: 'example.co.th',
        organizationName: 'Example',
        country: 'TH',
        language: 'en',
        superAdmin: { firstName: 'Ada', lastName: 'Silva', email: EmailAddress.parse('ada@example.co.th') },
        code: '1'.repeat(39),
      },
      at,
    ),
    ...versioned,
  },
  access: { ...granted(customerId, partnerId, at), ...versioned },
}
const ofPartner = (of: PartnerId, status: 'active' | 'deactivated' = 'active') => ({
  person: {
    ...joinPartner(stranger({ email, personId }), { partnerId: of, status, workplace: true }, undefined),
    ...versioned,
  },
})
const inOrganization = (role: OrganizationRole) => ({
  membership: { email, personId, customerId, role, since: at },
})

const declaring = (allow: readonly Role[], more: Partial<HttpDeclaration> = {}): HttpDeclaration => ({
  summary: 'An operation',
  on: http('POST', '/organizations/{customerId}/things'),
  allow,
  input: z.strictObject({ customerId: CustomerId }),
  output: z.strictObject({}),
  ...more,
})

const outcomeOf = (declaration: HttpDeclaration, facts: GateFacts): string => {
  try {
    return admit(gatesOf(declaration), facts, declaration).actsAs
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type.code
    throw thrown
  }
}

/** Every order of some roles. */
const orders = <T>(roles: readonly T[]): T[][] =>
  roles.length < 2
    ? [[...roles]]
    : roles.flatMap((role) => orders(roles.filter((other) => other !== role)).map((rest) => [role, ...rest]))

describe('an operation open to a partner admin and to administrators of the organisation', () => {
  const open = ['partner-admin', 'super-admin', 'org-admin'] as const
  it.each<[string, GateFacts, string]>([
    ['its super admin', { ...nobody, ...inOrganization('super-admin') }, 'super-admin'],
    ['its org admin', { ...nobody, ...inOrganization('org-admin') }, 'org-admin'],
    ['an admin of its partner', { ...nobody, ...ofPartner(partnerId) }, 'partner-admin'],
    [
      'its super admin who is an admin of another partner',
      { ...nobody, ...inOrganization('super-admin'), ...ofPartner(otherPartnerId) },
      'super-admin',
    ],
    [
      'its super admin who is an admin of a deactivated partner',
      { ...nobody, ...inOrganization('super-admin'), ...ofPartner(otherPartnerId, 'deactivated') },
      'super-admin',
    ],
    ['an admin of another partner', { ...nobody, ...ofPartner(otherPartnerId) }, 'customer-not-found'],
    ['somebody without a role', nobody, 'customer-not-found'],
    [
      'an admin of its partner after a revocation',
      {
        ...nobody,
        ...ofPartner(partnerId),
        access: { ...revoke(granted(customerId, partnerId, at), at), ...versioned },
      },
      'access-revoked',
    ],
    [
      'an admin of the partner that it moved away from',
      {
        ...nobody,
        ...ofPartner(partnerId),
        access: { ...granted(customerId, otherPartnerId, at), ...versioned },
      },
      'customer-not-found',
    ],
    [
      'an admin of the partner that it left',
      {
        ...nobody,
        ...ofPartner(partnerId),
        access: { ...withoutPartner(customerId, at), ...versioned },
      },
      'customer-not-found',
    ],
  ])('meets %s as what they are there, whatever the order of its roles', (_who, facts, outcome) => {
    for (const allow of orders(open)) expect(outcomeOf(declaring(allow), facts)).toBe(outcome)
  })

  it('R63 is open to a partner after a revocation where the partner keeps it', () => {
    const facts = {
      ...nobody,
      ...ofPartner(partnerId),
      access: { ...revoke(granted(customerId, partnerId, at), at), ...versioned },
    }
    const kept = declaring(open, { keptAfterRevocation: true })
    expect(outcomeOf(kept, facts)).toBe('partner-admin')
  })
})

describe('a role in the organisation', () => {
  it.each<[string, GateFacts, string]>([
    ['an org admin', { ...nobody, ...inOrganization('org-admin') }, 'role-required'],
    ['an admin of its partner', { ...nobody, ...ofPartner(partnerId) }, 'customer-not-found'],
    ['somebody without a role', nobody, 'customer-not-found'],
  ])("that is not the one asked for: %s at a super admin's operation", (_who, facts, outcome) => {
    expect(outcomeOf(declaring(['super-admin']), facts)).toBe(outcome)
  })
})

describe('what the gates hold at the commit', () => {
  const kindsHeld = (allow: readonly Role[], facts: GateFacts): string[] => {
    const declaration = declaring(allow)
    const found = gatesOf(declaration)
    return conditionsOf(found, facts, admit(found, facts, declaration), declaration).map(({ kind }) => kind)
  }
  const twoHatted = { ...nobody, ...inOrganization('super-admin'), ...ofPartner(otherPartnerId) }

  it('is what admitted the caller, and nothing of what else they are', () => {
    const allow = ['partner-admin', 'super-admin', 'support'] as const
    expect(kindsHeld(allow, twoHatted)).toEqual(['organizationMembership'])
    expect(kindsHeld(allow, { ...nobody, ...ofPartner(partnerId) })).toEqual(['person', 'access'])
    const support = { person: { ...stranger({ email, personId }), staffRoles: ['support' as const] } }
    expect(kindsHeld(['support'], { ...nobody, person: { ...support.person, ...versioned } })).toEqual([
      'person',
    ])
  })

  it('R14 R63 is that the customer still is of the partner, where the partner keeps the operation after a revocation', () => {
    const kept = declaring(['partner-admin'], { keptAfterRevocation: true })
    const facts = { ...nobody, ...ofPartner(partnerId) }
    const found = gatesOf(kept)
    expect(conditionsOf(found, facts, admit(found, facts, kept), kept)).toMatchObject([
      { kind: 'person' },
      { kind: 'access', condition: { equals: { partnerId } } },
    ])
  })

  it('is of the kinds that each gate says', () => {
    for (const gate of Object.values(gates))
      for (const { kind } of gate.conditionsOf(
        twoHatted,
        { actsAs: 'super-admin' },
        declaring(['super-admin']),
      ))
        expect(gate.checks(declaring(['super-admin']))).toContain(kind)
  })
})
