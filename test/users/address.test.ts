import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GroupId } from '../../shared/kernel/id.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import {
  addressOutsideDomain,
  addressReserved,
  addressTaken,
  DirectoryAddress,
  refuseAddresses,
  reservedUntil,
  type UserAddress,
} from '../../shared/users/address.ts'
import { refusal } from '../support/describe/refusal.ts'
import { address, AT, CUSTOMER, USER } from './directory.ts'

const read = (text: string): string | undefined => DirectoryAddress.safeParse(text).data

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_'-"
const label = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 10 })
const local = fc
  .array(label, { minLength: 1, maxLength: 6 })
  .map((labels) => labels.join('.'))
  .filter((text) => text.length <= 64)
const anyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => Array.from(text, (one, place) => (upper[place] ? one.toUpperCase() : one)).join(''))

describe('R55 an address of an organisation', () => {
  it.each([
    ['capitals', 'Malee.S@Example.CO.TH', 'malee.s@example.co.th'],
    ['a trailing dot of the domain', 'malee@example.co.th.', 'malee@example.co.th'],
    ['a domain in full-width letters', 'malee@ｅｘａｍｐｌｅ．co．th', 'malee@example.co.th'],
    ['a domain of another script', 'malee@BÜCHER.example', 'malee@xn--bcher-kva.example'],
    ['the same as A-labels', 'malee@XN--bcher-KVA.example', 'malee@xn--bcher-kva.example'],
    ['64 characters', `${'a'.repeat(64)}@example.co.th`, `${'a'.repeat(64)}@example.co.th`],
    ['one character', 'a@example.co.th', 'a@example.co.th'],
    ['signs', "o'neil_a-b.c@example.co.th", "o'neil_a-b.c@example.co.th"],
  ])('is read in one spelling: %s', (_what, text, spelled) => expect(read(text)).toBe(spelled))

  it.each([
    ['a plus sign', 'malee+x@example.co.th'],
    ['the Kelvin sign, which is k in lower case', '\u212Aanda@example.co.th'],
    ['the long s, which is S in upper case', 'malee\u017F@example.co.th'],
    ['full-width letters', 'ｍalee@example.co.th'],
    ['a full-width at sign', 'malee＠example.co.th'],
    ['a letter of another script', 'mаlee@example.co.th'],
    ['an accent', 'malée@example.co.th'],
    ['a combining accent', 'male\u0301e@example.co.th'],
    ['a leading dot', '.malee@example.co.th'],
    ['a trailing dot', 'malee.@example.co.th'],
    ['two dots', 'ma..lee@example.co.th'],
    ['another dot', 'ma\u3002lee@example.co.th'],
    ['65 characters', `${'a'.repeat(65)}@example.co.th`],
    ['nothing before the @', '@example.co.th'],
    ['a blank', 'ma lee@example.co.th'],
    ['a blank at an end', ' malee@example.co.th'],
    ['what nobody sees', 'ma\u200Blee@example.co.th'],
    ['a soft hyphen', 'ma\u00ADlee@example.co.th'],
    ['two at signs', 'malee@x@example.co.th'],
    ['a slash', 'ma/lee@example.co.th'],
    ['a percent sign', 'malee%x@example.co.th'],
    ['a hash sign', 'malee#x@example.co.th'],
    ['quotation marks', '"malee"@example.co.th'],
    ['an address of the network', 'malee@[192.0.2.1]'],
    ['no domain', 'malee@'],
    ['a line break', 'malee@example.co.th\n'],
  ])('is none with %s', (_what, text) => expect(read(text)).toBeUndefined())

  it('is the same whatever its case, and its dots count', () => {
    fc.assert(
      fc.property(
        local.chain((text) => fc.tuple(fc.constant(text), anyCase(text))),
        ([text, spelled]) => {
          expect(read(`${spelled}@EXAMPLE.co.th`)).toBe(`${text}@example.co.th`)
        },
      ),
    )
    expect(read('ma.lee@example.co.th')).not.toBe(read('malee@example.co.th'))
  })

  it('is read again as itself, and never holds anything but its letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (text) => {
        const spelled = read(`${text}@example.co.th`)
        if (spelled === undefined) return
        expect(read(spelled)).toBe(spelled)
        expect(spelled).toMatch(/^[a-z0-9._'-]{1,64}@example\.co\.th$/)
        expect(text).toMatch(/^[A-Za-z0-9._'-]+$/)
      }),
    )
  })
})

const wanted = address('malee')
const of = { customerId: CUSTOMER, address: wanted }
const asEmail: UserAddress = { state: 'held', ...of, as: 'email', userId: USER }
const asAlias: UserAddress = { state: 'held', ...of, as: 'alias', userId: USER }
const asGroup: UserAddress = {
  state: 'held-by-group',
  ...of,
  groupId: GroupId.parse('grp_01JN7ZK3M0000000000000000C'),
}
const released: UserAddress = { state: 'released', ...of, reservedUntil: reservedUntil(AT), expiresAt: 0 }
const after = (days: number, ms = 0) => plusMillis(plusDays(AT, days), ms)

describe('R55 who gets an address', () => {
  const outcome = (
    known: UserAddress | undefined,
    isPartner: boolean,
    at = AT,
    addresses = [wanted],
    domain = 'example.co.th',
  ) => {
    const ask = () => refuseAddresses({ addresses, known: [known], domain, isPartner }, at)
    try {
      ask()
      return 'free'
    } catch {
      return refusal(ask)
    }
  }

  it.each([
    ['free', undefined, AT, 'free', 'free'],
    ["a user's", asEmail, AT, addressTaken, addressTaken],
    ["a user's alias", asAlias, AT, addressTaken, addressTaken],
    ["a group's", asGroup, AT, addressTaken, addressTaken],
    ['released just now', released, AT, addressReserved, 'free'],
    ['released 30 days ago, less a millisecond', released, after(30, -1), addressReserved, 'free'],
    ['released 30 days ago', released, after(30), 'free', 'free'],
  ] as const)('which is %s', (_state, known, at, toPartner, toOrganization) => {
    expect(outcome(known, true, at)).toBe(toPartner)
    expect(outcome(known, false, at)).toBe(toOrganization)
  })

  it.each(['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster', 'abuse', 'security', 'root'])(
    '%s is given away by the organisation alone',
    (role) => {
      expect(outcome(undefined, true, AT, [address(role)])).toBe(addressReserved)
      expect(outcome(undefined, false, AT, [address(role)])).toBe('free')
      expect(outcome(undefined, true, AT, [address(`${role}s`)])).toBe('free')
      expect(outcome(asGroup, true, AT, [address(role)])).toBe(addressTaken)
    },
  )

  it('which is outside the domain is nobody’s, also below it or above', () => {
    for (const domain of ['example.com', 'sub.example.co.th', 'co.th', 'xexample.co.th'])
      for (const isPartner of [true, false])
        expect(outcome(asEmail, isPartner, AT, [wanted], domain)).toBe(addressOutsideDomain)
  })

  it('which is asked for twice at once is taken', () =>
    expect(outcome(undefined, false, AT, [wanted, wanted])).toBe(addressTaken))
})
