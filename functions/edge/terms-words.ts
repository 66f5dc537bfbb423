import type { Language } from '../../shared/kernel/text.ts'
import type { Catalogue } from '../../shared/words/terms/catalogue.ts'

/** Imported only when the terms are first read in the language; in a bundle they are files next to the function's code. */
const catalogues = {
  en: async () => (await import('../../shared/words/terms/en.ts')).en,
  th: async () => (await import('../../shared/words/terms/th.ts')).th,
  'pt-BR': async () => (await import('../../shared/words/terms/pt-BR.ts')).ptBR,
} as const satisfies Record<Language, () => Promise<Catalogue>>

/** The terms in a language, by version. */
export const termsIn = (language: Language): Promise<Catalogue> => catalogues[language]()
