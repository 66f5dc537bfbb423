import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, PartnerId, PersonId } from '../../shared/kernel/id.ts'
import type { ProblemType } from '../../shared/kernel/problem.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import {
  alreadyPartner,
  applicationAlreadyOpen,
  appoint,
  closeApplication,
  joinPartner,
  leavePartner,
  openApplication,
  ownRolesUnchangeable,
  partnerMemberIsStaff,
  staffRolesOf,
  stranger,
  supportSinceOf,
  surfacesOf,
  type PartnerMembership,
  type Person,
} from '../../shared/people/person.ts'

const ulid = (serial: number) => `01J${String(serial).padStart(23, '0')}`
const email = EmailAddress.parse('malee@example.co.th')
const support = EmailAddress.parse('support@vendor.example.com')
const partnerId = PartnerId.parse(`ptr_${ulid(1)}`)
const otherPartnerId = PartnerId.parse(`ptr_${ulid(2)}`)
const personId = PersonId.parse(`per_${ulid(1)}`)
const applicationId = ApplicationId.parse(`app_${ulid(1)}`)
const otherApplicationId = ApplicationId.parse(`app_${ulid(2)}`)
const at = Instant.parse('2026-01-01T00:00:00.000Z')
const membership: PartnerMembership = { partnerId, status: 'active', workplace: true }

const nobody = stranger({ email, personId })
const applying = openApplication(nobody, applicationId, undefined)
const admin = joinPartner(nobody, membership, undefined)

const refusal = (type: ProblemType, details: object = {}) => expect.objectContaining({ type, details })

describe('applying', () => {
  it.each([
    ['a stranger', nobody],
    ['somebody whose application was decided', closeApplication(applying, applicationId)],
  ])('R5 lets %s open one application', (_who, person) => {
    expect(openApplication(person, otherApplicationId, undefined)).toMatchObject({
      openApplicationId: otherApplicationId,
      applications: [...person.applications, otherApplicationId],
    })
  })

  it('R5 refuses a second application while one is open, and names it', () => {
    expect(() => openApplication(applying, otherApplicationId, undefined)).toThrow(
      refusal(applicationAlreadyOpen, { applicationId }),
    )
  })

  it.each(['active', 'deactivated'] as const)('R5 refuses a member of an %s partner', (status) => {
    const member: Person = { ...nobody, partner: { ...membership, status } }
    expect(() => openApplication(member, applicationId, undefined)).toThrow(refusal(alreadyPartner))
  })

  it('R5 closes only the application that is open', () => {
    expect(closeApplication(applying, applicationId)).not.toHaveProperty('openApplicationId')
    expect(closeApplication(applying, otherApplicationId)).toEqual(applying)
    expect(closeApplication(nobody, applicationId)).toEqual(nobody)
  })

  it('R5 keeps the newest 100 of those who apply again and again', () => {
    const ids = Array.from({ length: 101 }, (_, index) => ApplicationId.parse(`app_${ulid(index)}`))
    const weary = ids.reduce(
      (person, id) => closeApplication(openApplication(person, id, undefined), id),
      nobody,
    )
    expect(weary.applications).toEqual(ids.slice(1))
  })
})

describe('belonging to a partner', () => {
  it.each([
    ['a stranger', nobody],
    ['an applicant', applying],
    ['a member, whose membership is renewed', admin],
  ])('R9 makes %s an admin', (_who, person) => {
    const suspended: PartnerMembership = { ...membership, status: 'deactivated' }
    expect(joinPartner(person, suspended, undefined)).toEqual({ ...person, partner: suspended })
  })

  it('R9 refuses a member of another partner', () => {
    expect(() => joinPartner(admin, { ...membership, partnerId: otherPartnerId }, undefined)).toThrow(
      refusal(alreadyPartner),
    )
  })

  it('R9 ends a membership and nothing else', () => {
    expect(leavePartner(admin)).toEqual(nobody)
    expect(leavePartner(nobody)).toEqual(nobody)
  })

  it.each([
    ['active', true, ['store', 'console']],
    ['active', false, ['store']],
    ['deactivated', true, []],
    ['deactivated', false, []],
  ] as const)('R3 R8 a partner that is %s, workplace %s, opens %j', (status, workplace, surfaces) => {
    expect(surfacesOf({ partnerId, status, workplace })).toEqual(surfaces)
  })
})

describe('staff roles', () => {
  it.each([
    [[], []],
    [['support'], ['support']],
    [
      ['support', 'reviewer'],
      ['reviewer', 'support'],
    ],
    [['finance', 'finance'], ['finance']],
  ] as const)('sets %j as %j', (given, kept) => {
    expect(appoint(nobody, given, support, at).staffRoles).toEqual(kept)
  })

  it('R64 keep since when somebody is in support, without a break', () => {
    const first = appoint(nobody, ['support'], support, at)
    const later = plusDays(at, 1)
    expect(first.supportSince).toBe(at)
    const more = appoint(first, ['support', 'finance'], support, later)
    expect(more.supportSince).toBe(at)
    const left = appoint(more, ['finance'], support, later)
    expect(left).not.toHaveProperty('supportSince')
    const again = appoint(left, ['support'], support, later)
    expect(again.supportSince).toBe(later)
    expect(supportSinceOf(email, again, support)).toBe(later)
    expect(supportSinceOf(email, again, email)).toBeUndefined()
    expect(appoint({ ...nobody, staffRoles: ['support'] }, ['support'], support, at)).not.toHaveProperty(
      'supportSince',
    )
  })

  it('refuses to change the own roles, even to end them', () => {
    expect(() => appoint(nobody, [], email, at)).toThrow(refusal(ownRolesUnchangeable))
    expect(() => appoint(nobody, ['support'], email, at)).toThrow(refusal(ownRolesUnchangeable))
  })

  it.each([
    [undefined, email, undefined, []],
    [undefined, email, email, ['support']],
    [appoint(nobody, ['finance'], support, at), email, email, ['finance', 'support']],
    [appoint(nobody, ['support'], support, at), email, support, ['support']],
  ] as const)('of %j at %s, where %s is the first staff member, are %j', (person, who, first, roles) => {
    expect(staffRolesOf(who, person, first)).toEqual(roles)
  })

  it('R64 are for nobody who is a member of a partner, the first staff member included', () => {
    expect(() => appoint(admin, ['finance'], support, at)).toThrow(refusal(partnerMemberIsStaff))
    expect(appoint(admin, [], support, at)).toEqual(admin)
    expect(staffRolesOf(email, admin, email)).toEqual([])
  })

  it.each([
    ['who has a staff role', appoint(nobody, ['finance'], support, at), undefined],
    ['whom the deployment names as the first staff member', nobody, email],
  ])('R64 nobody %s joins a partner or applies', (_who, person, first) => {
    expect(() => joinPartner(person, membership, first)).toThrow(refusal(partnerMemberIsStaff))
    expect(() => openApplication(person, applicationId, first)).toThrow(refusal(partnerMemberIsStaff))
  })
})
