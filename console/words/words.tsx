import { IntlMessageFormat, type PrimitiveType } from 'intl-messageformat'
import { createContext, type ComponentChildren } from 'preact'
import { useContext, useEffect, useMemo, useState } from 'preact/hooks'
import type { Language } from '../../shared/kernel/text.ts'
import type { Words, WordsKey } from './en.ts'

/** The languages of the console, each by its own name. */
export const LANGUAGES = {
  en: 'English',
  th: 'ไทย',
  'pt-BR': 'Português (Brasil)',
} as const satisfies Record<Language, string>

/** How dates and numbers are written: Gregorian and with Latin digits in Thai. */
export const LOCALES = {
  en: 'en-GB',
  th: 'th-TH-u-ca-gregory-nu-latn',
  'pt-BR': 'pt-BR',
} as const satisfies Record<Language, string>

const LOADERS: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./en.ts'),
  th: () => import('./th.ts'),
  'pt-BR': () => import('./pt-BR.ts'),
}

export const isLanguage = (text: string | null): text is Language =>
  text !== null && Object.hasOwn(LANGUAGES, text)

const CHOSEN = 'language'

const ADDRESSED = 'lang'

/** The language that the address asks for, which is taken out of it. */
const takeAddressed = (): string | null => {
  const address = new URL(location.href)
  const addressed = address.searchParams.get(ADDRESSED)
  if (addressed === null) return null
  address.searchParams.delete(ADDRESSED)
  history.replaceState(history.state, '', address)
  return addressed
}

/** The language that the address has asked for in this tab, else the chosen one, else the first of the browser's that the console has, else English. */
export const languageAtStart = (): Language => {
  const addressed = takeAddressed()
  if (isLanguage(addressed)) sessionStorage.setItem(CHOSEN, addressed)
  for (const store of [sessionStorage, localStorage]) {
    const chosen = store.getItem(CHOSEN)
    if (isLanguage(chosen)) return chosen
  }
  for (const wanted of navigator.languages) {
    const known = wanted.toLowerCase().startsWith('pt') ? 'pt-BR' : wanted.toLowerCase().split('-')[0]
    if (known !== undefined && isLanguage(known)) return known
  }
  return 'en'
}

/** The words of one language, in a file of their own. */
export const loadWords = async (language: Language): Promise<Words> => (await LOADERS[language]()).words

export type Values = Readonly<Record<string, PrimitiveType>>

interface Speaking {
  readonly language: Language
  readonly locale: string
  /** Switches the language; what is on the page, and in its forms, stays. */
  readonly speak: (language: Language) => void
  /** The words of a key, with values for what stands in braces (ICU). */
  readonly t: (key: WordsKey, values?: Values) => string
  /** Whether there are words of a key that came from elsewhere. */
  readonly knows: (key: string) => key is WordsKey
}

const WordsContext = createContext<Speaking | undefined>(undefined)

const speaking = (language: Language, words: Words) => {
  const locale = LOCALES[language]
  const formats = new Map<WordsKey, IntlMessageFormat>()
  const t = (key: WordsKey, values?: Values): string => {
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(words[key], locale, undefined, { ignoreTag: true })
      formats.set(key, format)
    }
    return String(format.format(values))
  }
  const knows = (key: string): key is WordsKey => key in words
  return { language, locale, t, knows }
}

interface Given {
  readonly language: Language
  readonly words: Words
  readonly children: ComponentChildren
}

/** Gives what is inside its words, beginning with those of a language that are loaded already. */
export const Speaker = ({ language, words, children }: Given) => {
  const [spoken, setSpoken] = useState({ language, words })
  const value = useMemo(
    () => ({
      ...speaking(spoken.language, spoken.words),
      speak: (next: Language) => {
        localStorage.setItem(CHOSEN, next)
        sessionStorage.removeItem(CHOSEN)
        void loadWords(next).then((loaded) => setSpoken({ language: next, words: loaded }))
      },
    }),
    [spoken],
  )
  useEffect(() => {
    document.documentElement.lang = spoken.language
  }, [spoken])
  return <WordsContext.Provider value={value}>{children}</WordsContext.Provider>
}

export const useWords = (): Speaking => {
  const words = useContext(WordsContext)
  if (words === undefined) throw new Error('There are no words outside of <Speaker>')
  return words
}
