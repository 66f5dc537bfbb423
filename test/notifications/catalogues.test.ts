import { describe, expect, it } from 'vitest'
import { RejectionReason } from '../../shared/applications/application.ts'
import { CancelReason } from '../../shared/mapping/transfer.ts'
import { en } from '../../shared/words/mails/en.ts'
import { ptBR } from '../../shared/words/mails/pt-BR.ts'
import { th } from '../../shared/words/mails/th.ts'
import { MAIL_KINDS, MAILS } from '../../shared/notifications/mail-kind.ts'
import { DunningReason } from '../../shared/billing/billing.ts'
import { DeclineReason } from '../../shared/payments/payment.ts'
import { PayPeriod, Plan } from '../../shared/subscriptions/plan.ts'
import { SubscriptionRequestAnswer } from '../../shared/subscriptions/subscription-request.ts'
import { argumentsOf, faultsOf, misnamed } from '../support/catalogue-faults.ts'

const expected = {
  enumerations: {
    reason: RejectionReason.options,
    cancelReason: CancelReason.options,
    outcome: ['completed', 'kept', 'cancelled'],
    plan: Plan.options,
    wishedPlan: [...Plan.options, 'unchanged'],
    wishedPeriod: [...PayPeriod.options, 'unchanged'],
    answer: SubscriptionRequestAnswer.options,
    declineReason: DeclineReason.options,
    dunningReason: DunningReason.options,
  },
}

describe('the catalogues of mails', () => {
  it('has a subject and a text for every mail', () => {
    expect(Object.keys(en).sort()).toEqual(
      MAIL_KINDS.flatMap((kind) => [`${kind}.subject`, `${kind}.text`]).sort(),
    )
  })

  it.each(MAIL_KINDS)('%s takes each word for what the kind of mail says it is', (kind) => {
    const taken = {
      text: ['argument'],
      note: ['argument'],
      choice: ['select', 'argument'],
      count: ['plural'],
      instant: ['date long', 'time short'],
      link: ['argument'],
      money: ['argument'],
    }
    const allowed = [
      'storeUrl: argument',
      ...Object.entries(MAILS[kind]).flatMap(([name, is]) => taken[is].map((as) => `${name}: ${as}`)),
    ]
    for (const part of ['subject', 'text'] as const)
      for (const argument of argumentsOf(en[`${kind}.${part}`], expected)) expect(allowed).toContain(argument)
  })

  it.each([
    ['en', en],
    ['th', th],
    ['pt-BR', ptBR],
  ] as const)(
    '%s has the same keys and arguments, every enumeration and plural in full, nothing left in English',
    (language, catalogue) => expect(faultsOf(language, catalogue, en, expected)).toEqual([]),
  )

  it.each([
    ['th', th],
    ['pt-BR', ptBR],
  ] as const)('%s calls the things of the programme by their one name', (language, catalogue) =>
    expect(misnamed(language, catalogue, en)).toEqual([]),
  )
})

describe('the check of catalogues', () => {
  const checked = { enumerations: { plan: ['free', 'standard', 'professional'] } }
  const english = {
    a: 'The trial of {plan, select, free {F} standard {S} professional {P} other {{plan}}}',
    b: '{days, plural, one {# day} other {# days}} until {at, date, long}',
  }
  const good = {
    a: 'O período de teste: {plan, select, free {G} standard {S} professional {P} other {{plan}}}',
    b: '{days, plural, one {# dia} other {# dias}} até {at, date, long}',
  }

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a missing message', { a: good.a }, 'b: only in one language'],
    ['a message of no other language', { ...good, c: 'C' }, 'c: only in one language'],
    ['an empty message', { ...good, b: ' ' }, 'b: empty'],
    ['a message left in English', { ...good, b: english.b }, 'b: untranslated'],
    ['a broken message', { ...good, b: '{days, plural' }, 'b: no ICU message'],
    ['a missing argument', { ...good, b: '{days, plural, one {#} other {#}}' }, 'b: argument at: date long'],
    ['another argument', { ...good, b: `${good.b} {who}` }, 'b: argument who: argument'],
    ['another type', { ...good, b: good.b.replace('date', 'time') }, 'b: argument at: time long'],
    ['another style', { ...good, b: good.b.replace('long', 'short') }, 'b: argument at: date short'],
    ['a missing plural category', { ...good, b: good.b.replace('one {# dia} ', '') }, 'plural category one'],
    ['an unknown plural category', { ...good, b: good.b.replace('one', 'few') }, 'plural category few'],
    [
      'a missing select option',
      { ...good, a: good.a.replace('standard {S} ', '') },
      'select option standard',
    ],
    ['an unknown select option', { ...good, a: good.a.replace('free', 'gold') }, 'select option gold'],
  ])('finds %s', (_name, catalogue, fault) => {
    expect(faultsOf('pt-BR', good, english, checked)).toEqual([])
    expect(faultsOf('pt-BR', catalogue, english, checked).join('\n')).toContain(fault)
  })

  it('finds names that are not the one name', () => {
    expect(misnamed('pt-BR', { ...good, a: 'A avaliação' }, english)).toEqual(['a: período de teste'])
    expect(misnamed('th', { a: 'ทดลองใช้ บัตรลูกค้า' }, { a: 'The trial' })).toHaveLength(1)
  })
})
