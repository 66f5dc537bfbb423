import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { identified, subjectBound } from '../../shared/people/changes.ts'
import { bind, named } from '../../shared/people/subject.ts'

const email = EmailAddress.parse('malee@example.co.th')
const personId = PersonId.parse(`per_${'0'.repeat(26)}`)
const other = PersonId.parse(`per_${'1'.repeat(26)}`)
const at = Instant.parse('2026-01-01T00:00:00.000Z')

describe('an address', () => {
  it('keeps its person id from when it is written down', () => {
    const first = identified({ email, firstName: 'Malee', lastName: 'Srisuk' }, undefined, () => personId)
    expect(first.personId).toBe(personId)
    expect(first.newAddress.map(({ key }) => key.pk)).toEqual([`SUBJECT#${email}`, `PERSONAL#${personId}`])
    expect(identified({ email }, named(email, personId), () => other)).toEqual({ personId, newAddress: [] })
  })

  it('R1 is bound to the subject that signs in with it first, under the same id', () => {
    const bound = bind(named(email, personId), 'sub', at)
    expect(bound).toEqual({ state: 'bound', email, personId, sub: 'sub', since: at })
    expect(subjectBound(email, 'sub', named(email, personId), () => other, at)).toMatchObject([
      { verb: 'put', item: bound, condition: { equals: { state: 'named' } } },
    ])
  })
})
