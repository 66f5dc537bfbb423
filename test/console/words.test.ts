import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { words as en, type Words } from '../../console/words/en.ts'
import { words as ptBR } from '../../console/words/pt-BR.ts'
import { words as th } from '../../console/words/th.ts'
import { LOCALES } from '../../console/words/words.tsx'
import { SCOPE } from '../../console/session/sign-on.ts'
import { requiredScope } from '../../shared/declaration/scope.ts'

const LANGUAGES = { en, th, 'pt-BR': ptBR } as const satisfies Readonly<Record<string, Words>>
type Named = keyof typeof LANGUAGES

/** What the programme calls its things in each language, as its own documents do, and the words that would name them otherwise. */
const GLOSSARY: readonly {
  readonly of: RegExp
  readonly is: Readonly<Record<'th' | 'pt-BR', RegExp>>
  readonly never?: Readonly<Partial<Record<'th' | 'pt-BR', RegExp>>>
}[] = [
  {
    of: /\bPartner Console\b/,
    is: { th: /คอนโซลพันธมิตร/, 'pt-BR': /Painel de Controle do Parceiro/ },
    never: { th: /แผงควบคุมพันธมิตร|พาร์ทเนอร์/, 'pt-BR': /Console do Parceiro/ },
  },
  { of: /\bPartner Store\b/, is: { th: /Partner Store/, 'pt-BR': /Loja do Parceiro/ } },
  { of: /\bManage Customers\b/, is: { th: /จัดการลูกค้า/, 'pt-BR': /Gerenciar Clientes/ } },
  { of: /\b[Ss]uper admin\b/, is: { th: /ผู้ดูแลระบบขั้นสูง/, 'pt-BR': /Super Administrador/ } },
  { of: /\bExtend trial\b/, is: { th: /ขยายการทดลองใช้/, 'pt-BR': /Estender teste/ } },
  { of: /^Licences$/, is: { th: /ใบอนุญาต/, 'pt-BR': /Licenças/ } },
]

/** The kind of an element that is text as it stands. */
const LITERAL = 0

/** The arguments of a message with their kinds, wherever they stand in it. */
const argumentsOf = (message: string, locale: string): readonly string[] => {
  const found = new Set<string>()
  const walk = (elements: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const element of elements) {
      const kind: number = element.type
      if ('value' in element && kind !== LITERAL) found.add(element.value)
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value)
      if ('children' in element) walk(element.children)
    }
  }
  walk(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst())
  return [...found].toSorted()
}

const entriesOf = (language: Named): readonly (readonly [string, string])[] =>
  Object.entries(LANGUAGES[language])

describe('the words of the console', () => {
  it.each(['th', 'pt-BR'] as const)('are complete in %s, with the arguments that English has', (language) => {
    const words = new Map(entriesOf(language))
    const english = entriesOf('en')
    expect([...words.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted())
    const told = english.map(([key, message]) => [key, argumentsOf(message, LOCALES.en)])
    const found = english.map(([key]) => [key, argumentsOf(words.get(key) ?? '', LOCALES[language])])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(told))
  })

  it.each(['th', 'pt-BR'] as const)('name things in %s as the programme does', (language) => {
    const words = new Map(entriesOf(language))
    const wrong = entriesOf('en').flatMap(([key, message]) =>
      GLOSSARY.filter(({ of }) => of.test(message))
        .filter(({ is }) => !is[language].test(words.get(key) ?? ''))
        .map(({ of }) => `${key}: ${of.source}`),
    )
    expect(wrong).toEqual([])
    for (const { never } of GLOSSARY)
      for (const [key, message] of words) expect(message, key).not.toMatch(never?.[language] ?? /(?!)/)
  })

  it.each(['en', 'th', 'pt-BR'] as const)(
    'are text in %s: no space at an end, no markup, nothing empty',
    (language) => {
      for (const [key, message] of entriesOf(language)) {
        expect(message, key).toMatch(/^\S(?:[\s\S]*\S)?$/)
        expect(message, key).not.toMatch(/<\/?[a-z]/i)
      }
    },
  )

  it('name no form where they stand in dialogs too', () => {
    for (const language of ['en', 'th', 'pt-BR'] as const)
      for (const [key, message] of entriesOf(language))
        if (key.startsWith('kit.')) expect(message, key).not.toMatch(/\bform\b|formulário|แบบฟอร์ม/)
  })

  it('finds what is missing, as a planted fault', () => {
    expect(argumentsOf('{count, plural, one {# of {all}} other {#}}', 'en')).toEqual(['all', 'count'])
    expect(argumentsOf('nothing', 'en')).toEqual([])
  })
})

describe('the sign-on of the console', () => {
  it('asks for the scope that the API requires', () => {
    expect(SCOPE.split(' ')).toContain(requiredScope.text)
  })
})
