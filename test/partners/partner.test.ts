import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS, termsOf, termsWith } from '../../shared/commission/terms.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../../shared/kernel/id.ts'
import type { ProblemType } from '../../shared/kernel/problem.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { Company, companyMarks } from '../../shared/partners/company.ts'
import {
  adminChange,
  agree,
  deactivate,
  lastAdminAwaitsReplacement,
  createPartner,
  membershipOf,
  Partner,
  PartnerAdmins,
  partnerAlreadyActive,
  partnerAlreadyDeactivated,
  partnerLine,
  partnerView,
  reactivate,
  setAdmins,
} from '../../shared/partners/partner.ts'
import { form, USUAL_TERMS } from '../support/arrange.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const [one, two, three] = ['one', 'two', 'three'].map((name) =>
  EmailAddress.parse(`${name}@siamcloud.example.com`),
)
if (!one || !two || !three) throw new Error('unreachable')
const { company, address, language } = form()
const founding = {
  partnerId: PartnerId.parse('ptr_01J00000000000000000000000'),
  applicationId: ApplicationId.parse('app_01J00000000000000000000000'),
  company,
  address,
  language,
  expertise: ['workplace' as const],
  admins: [one],
}
const active = createPartner(founding, at)
const reason = 'Two complaints.\nNo answer to either.'
const deactivated = deactivate(active, reason)

const refusal = (type: ProblemType) => expect.objectContaining({ type })

describe('founding', () => {
  it('R7 makes an active partner', () => {
    expect(active).toEqual({ ...founding, status: 'active', createdAt: at })
    expect(Partner.parse(active)).toEqual(active)
  })
})

describe('active or deactivated', () => {
  it('R8 active → deactivate: keeps the reason', () => {
    expect(Partner.parse(deactivated)).toEqual({ ...active, status: 'deactivated', statusReason: reason })
  })
  it('R8 deactivated → deactivate: refused', () => {
    expect(() => deactivate(deactivated, reason)).toThrow(refusal(partnerAlreadyDeactivated))
  })
  it('R8 deactivated → reactivate: the past reason is gone', () => {
    expect(reactivate(deactivated)).toEqual(active)
  })
  it('R8 active → reactivate: refused', () => {
    expect(() => reactivate(active)).toThrow(refusal(partnerAlreadyActive))
  })
  it.each([
    [active, ['workplace' as const], { status: 'active', workplace: true }],
    [active, ['mail' as const, 'crm' as const], { status: 'active', workplace: false }],
    [deactivated, ['mail' as const, 'workplace' as const], { status: 'deactivated', workplace: true }],
    [deactivated, ['desk' as const], { status: 'deactivated', workplace: false }],
  ])('R3 R8 its members are told what their gate asks (%#)', (partner, expertise, expected) => {
    expect(membershipOf({ ...partner, expertise })).toEqual({
      partnerId: partner.partnerId,
      companyName: partner.company.name,
      ...expected,
    })
  })
})

describe('terms', () => {
  const terms = { discountBps: 1_750, holdDays: 10, threshold: 4_000 }
  it.each([active, deactivated])('R44 R47 R48 are agreed anew, whatever else it is (%#)', (partner) => {
    const agreed = agree(partner, terms)
    expect(agreed).toEqual({ ...partner, terms })
    expect(agree(agreed, DEFAULT_TERMS)).toEqual({ ...partner, terms: DEFAULT_TERMS })
    expect(membershipOf(agreed)).toEqual({ ...membershipOf(partner), terms })
    expect([termsWith(partner), termsWith(agreed)]).toEqual([DEFAULT_TERMS, terms])
    expect([termsOf({ partner: membershipOf(partner) }), termsOf({ partner: membershipOf(agreed) })]).toEqual(
      [DEFAULT_TERMS, terms],
    )
    expect(partnerView(agreed, 3).terms).toEqual({ ...terms, threshold: { currency: 'USD', minor: 4_000 } })
  })
})

describe('admins', () => {
  it.each([active, deactivated])('R9 tells who joins and who leaves (%#)', (partner) => {
    const before = { ...partner, admins: [one, two] }
    expect(adminChange(before, [two, three])).toEqual({ joining: [three], leaving: [one] })
    expect(setAdmins(before, [two, three], [three])).toEqual({ ...partner, admins: [two, three] })
  })
  it('R9 the same admins in another order: nobody joins, nobody leaves', () => {
    expect(adminChange({ ...active, admins: [one, two] }, [two, one])).toEqual({
      joining: [],
      leaving: [],
    })
  })
  it('R64 admits who joins only when confirmed, and never ends the last admin before that', () => {
    expect(setAdmins({ ...active, admins: [one] }, [one, two], []).admins).toEqual([one])
    expect(() => setAdmins({ ...active, admins: [one] }, [two], [])).toThrow(
      refusal(lastAdminAwaitsReplacement),
    )
  })
  it.each([
    ['none', [], false],
    ['one', ['one@example.com'], true],
    ['20', Array.from({ length: 20 }, (_, index) => `p${index}@example.com`), true],
    ['21', Array.from({ length: 21 }, (_, index) => `p${index}@example.com`), false],
    ['the same person in two spellings', ['one@example.com', 'One@EXAMPLE.com'], false],
  ])('R9 %s: a partner keeps at least one admin and at most 20', (_which, emails, lawful) => {
    expect(PartnerAdmins.safeParse(emails).success).toBe(lawful)
  })
})

describe('what recognises a company', () => {
  const marksOf = (email: string, taxId?: string) =>
    companyMarks({ ...company, email: EmailAddress.parse(email), taxId }).map(({ mark }) => mark)

  it('R5 its mail domain and its tax id, however spelt', () => {
    expect(companyMarks(company).map(({ by }) => by)).toEqual(['mail-domain', 'tax-id'])
    expect(marksOf('a@SiamCloud.example.com', 'th 01-055')).toEqual(
      marksOf('b@siamcloud.EXAMPLE.com', 'TH01055'),
    )
    expect(marksOf('a@gmail.com', '０１０５５')).toEqual(marksOf('b@gmail.com', '01055'))
  })
  it.each([
    ['Mexico', 'a&b010101ab1', 'A＆B 010101 AB1'],
    ['Mexico', 'ÑUÑ-010101-AB1', 'N\u0303UN\u0303010101AB1'],
    ['Ireland', 'IE1+12345L', 'IE 1＋12345L'],
    ['Ireland', '1*23456K', '1＊23456K'],
    ['Switzerland', 'CHE-123.456.789', 'CHE\u2011123.456\u2012789'],
    ['Thailand', '0-1055-61234-56-7', '๐๑๐๕๕๖๑๒๓๔๕๖๗'],
    ['Brazil', '11.222.333/0001-81', '11222333/0001\u221281'],
    ['Poland', 'PL\u00AD5260001246', 'PL\u00A05260001246'],
  ])('R5 its tax id with the signs of its country, in any of their spellings: %s', (_country, one, other) => {
    const taxIds = [one, other].map((taxId) => Company.parse({ ...company, taxId }).taxId ?? '')
    for (const taxId of taxIds) {
      expect(Company.parse({ ...company, taxId }).taxId).toBe(taxId)
      expect(taxId).not.toMatch(/[^\P{Pd}-]/u)
    }
    expect(marksOf('a@gmail.com', one)).toEqual(marksOf('a@gmail.com', other))
  })
  it('R5 not one in which a sign makes the difference', () => {
    expect(marksOf('a@gmail.com', 'A&B010101AB1')).not.toEqual(marksOf('a@gmail.com', 'AB010101AB1'))
  })
  it('R5 neither a public mail domain nor a tax id of signs only', () => {
    expect(marksOf('somchai@gmail.com', '---')).toEqual([])
  })
})

describe('views', () => {
  it('show nothing of what the table keeps beside the partner', () => {
    const stored = { ...active, version: 1, auditHash: 'x', auditAt: at }
    expect(partnerView(stored, 2)).toEqual({ ...active, terms: USUAL_TERMS, version: 2 })
    expect(partnerLine(stored)).toEqual({
      partnerId: active.partnerId,
      companyName: company.name,
      country: address.country,
      status: 'active',
      expertise: ['workplace'],
      createdAt: at,
    })
  })
})
