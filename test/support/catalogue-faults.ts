import { IntlMessageFormat } from 'intl-messageformat'

type Elements = ReturnType<IntlMessageFormat['getAst']>
type Messages = Readonly<Record<string, string>>

/** What a message asks for: its arguments by kind and style, and what is wrong with its options. */
interface Asked {
  readonly arguments: ReadonlySet<string>
  readonly faults: readonly string[]
}

/** What catalogues are checked against. */
export interface Expected {
  /** The values of each argument that a message selects by, `-` written as `_`. */
  readonly enumerations: Readonly<Record<string, readonly string[]>>
  /** Keys of messages that may read as in English. */
  readonly sameAsEnglish?: readonly string[]
}

const KINDS = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag']
/** Used from a million on, where no count here gets. */
const UNREACHED = ['many']

const differing = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [
  ...[...one].filter((member) => !other.has(member)),
  ...[...other].filter((member) => !one.has(member)),
]

const pluralFaults = (name: string, options: readonly string[], language: string): string[] => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  const used = options.filter((option) => !option.startsWith('='))
  const needed = pluralCategories.filter((category) => !UNREACHED.includes(category))
  return [
    ...used.filter((option) => !pluralCategories.some((category) => category === option)),
    ...needed.filter((category) => !used.includes(category)),
  ].map((category) => `${name}: plural category ${category}`)
}

const selectFaults = (name: string, options: readonly string[], { enumerations }: Expected): string[] => {
  const known = new Set([...(enumerations[name] ?? []).map((value) => value.replaceAll('-', '_')), 'other'])
  if (!(name in enumerations)) return [`${name}: no known enumeration`]
  return differing(known, new Set(options)).map((option) => `${name}: select option ${option}`)
}

const asked = (elements: Elements, language: string, expected: Expected): Asked => {
  const found = new Set<string>()
  const faults: string[] = []
  const take = (nested: Elements): void => {
    for (const element of nested) {
      const kind = KINDS[element.type] ?? 'unknown'
      if (kind === 'literal' || kind === 'pound' || !('value' in element)) continue
      const style = 'style' in element && typeof element.style === 'string' ? ` ${element.style}` : ''
      found.add(`${element.value}: ${kind}${style}`)
      if (!('options' in element)) continue
      const options = Object.entries(element.options)
      const names = options.map(([name]) => name)
      faults.push(
        ...(kind === 'plural'
          ? pluralFaults(element.value, names, language)
          : selectFaults(element.value, names, expected)),
      )
      for (const [, { value }] of options) take(value)
    }
  }
  take(elements)
  return { arguments: found, faults }
}

const read = (message: string, language: string, expected: Expected): Asked => {
  try {
    return asked(new IntlMessageFormat(message, language).getAst(), language, expected)
  } catch (thrown) {
    return { arguments: new Set(), faults: [`no ICU message: ${String(thrown)}`] }
  }
}

/** The arguments of a message, each as its name and what the message takes it for, such as `endsAt: date long`. */
export const argumentsOf = (message: string, expected: Expected): ReadonlySet<string> =>
  read(message, 'en', expected).arguments

/** Everything in which a catalogue falls short of the English one: keys, arguments and their types, select options, plural categories, words left empty or in English. */
export const faultsOf = (
  language: string,
  catalogue: Messages,
  english: Messages,
  expected: Expected,
): string[] => {
  const keys = [...new Set([...Object.keys(english), ...Object.keys(catalogue)])]
  return keys.flatMap((key) => {
    const message = catalogue[key]
    const original = english[key]
    if (message === undefined || original === undefined) return [`${key}: only in one language`]
    const { arguments: given, faults } = read(message, language, expected)
    const untranslated = language !== 'en' && message === original && !expected.sameAsEnglish?.includes(key)
    return [
      ...faults,
      ...differing(given, read(original, 'en', expected).arguments).map((argument) => `argument ${argument}`),
      ...(message.trim() === '' ? ['empty'] : []),
      ...(message !== message.trim() || message !== message.normalize('NFC') ? ['untidy'] : []),
      ...(untranslated ? ['untranslated'] : []),
    ].map((fault) => `${key}: ${fault}`)
  })
}

/** The words that the programme has for its own things, in each language's one way. */
const GLOSSARY = [
  { en: /Partner Store/, th: /Partner Store/, 'pt-BR': /Loja do Parceiro/ },
  { en: /Partner Console/, th: /คอนโซลพันธมิตร/, 'pt-BR': /Painel de Controle do Parceiro/ },
  { en: /Partner Programme/, th: /โปรแกรมพันธมิตร/, 'pt-BR': /Programa de Parceiros/ },
  { en: /super admin/i, th: /ผู้ดูแลระบบขั้นสูง/, 'pt-BR': /Super Administrador/ },
  { en: /\breseller\b/, th: /ตัวแทนจำหน่าย/, 'pt-BR': /revendedor/ },
  { en: /\btrial\b/i, th: /ทดลองใช้/, 'pt-BR': /período de teste/i },
  { en: /\bfree plan\b/, th: /แผนฟรี/, 'pt-BR': /plano gratuito/ },
] as const
/** Names that the Console and the customer card must not be confused by. */
const NEVER = { th: /แผงควบคุมพันธมิตร|การควบคุมพันธมิตร|บัตรลูกค้า/, 'pt-BR': /Portal do Parceiro/ }

/** Messages in which the programme's own things are not called by their names. */
export const misnamed = (language: 'th' | 'pt-BR', catalogue: Messages, english: Messages): string[] =>
  Object.entries(english).flatMap(([key, original]) => {
    const message = catalogue[key] ?? ''
    const missing = GLOSSARY.filter((names) => names.en.test(original) && !names[language].test(message))
    return [
      ...missing.map((names) => `${key}: ${names[language].source}`),
      ...(NEVER[language].test(message) ? [`${key}: never ${NEVER[language].source}`] : []),
    ]
  })
