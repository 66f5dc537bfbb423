import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PartnerId, PersonId } from '../../shared/kernel/id.ts'
import {
  administratorsExhausted,
  isFull,
  MOST_ADMINISTRATORS,
  partnerMemberIsOrganizationAdmin,
  refuseAdministrators,
  refuseOrganizationAdmin,
  refusePartnerMember,
} from '../../shared/people/organization-membership.ts'
import { joinPartner, stranger } from '../../shared/people/person.ts'

const ulid = (serial: number) => `01J${String(serial).padStart(23, '0')}`
const email = EmailAddress.parse('malee@example.co.th')
const partnerId = PartnerId.parse(`ptr_${ulid(1)}`)
const otherPartnerId = PartnerId.parse(`ptr_${ulid(2)}`)
const nobody = stranger({ email, personId: PersonId.parse(`per_${ulid(1)}`) })
const member = joinPartner(nobody, { partnerId, status: 'active', workplace: true }, undefined)
const refusal = expect.objectContaining({ type: partnerMemberIsOrganizationAdmin })

describe('another administrator', () => {
  it('R56 has a place until there are as many as there can be', () => {
    expect([isFull(MOST_ADMINISTRATORS - 1), isFull(MOST_ADMINISTRATORS)]).toEqual([false, true])
    expect(() => refuseAdministrators(MOST_ADMINISTRATORS - 1)).not.toThrow()
    expect(() => refuseAdministrators(MOST_ADMINISTRATORS)).toThrow(
      expect.objectContaining({ type: administratorsExhausted, details: { most: MOST_ADMINISTRATORS } }),
    )
  })
})

describe('R17 a partner and the organisations of its customers', () => {
  it.each([
    ['a member of the partner', member, partnerId, 'refused'],
    ['a member of another partner', member, otherPartnerId, 'admitted'],
    ['a member of none', nobody, partnerId, 'admitted'],
    ['somebody of whom nothing is known', undefined, partnerId, 'admitted'],
  ] as const)('%s is %4$s as administrator', (_who, person, of, outcome) => {
    const administer = () => refusePartnerMember(person, of)
    if (outcome === 'refused') expect(administer).toThrow(refusal)
    else expect(administer).not.toThrow()
  })

  it.each([
    ['has a role with a customer of the partner', { email, partnerId, roles: 1 }, 'refused'],
    ['has such a role no longer', { email, partnerId, roles: 0 }, 'admitted'],
    ['never had one', undefined, 'admitted'],
  ] as const)('who %s is %3$s as member', (_who, count, outcome) => {
    const join = () => refuseOrganizationAdmin(count)
    if (outcome === 'refused') expect(join).toThrow(refusal)
    else expect(join).not.toThrow()
  })
})
