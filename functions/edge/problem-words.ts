import type { Language } from '../../shared/kernel/text.ts'

/** The words of a refusal, and their language. */
export interface Words {
  readonly language: Language
  readonly title: string
  readonly advice: string
}

/** Imported only when a refusal is first asked for in the language; in a bundle they are files next to the function's code. */
const catalogues = {
  th: async () => (await import('../../shared/words/problems/th.ts')).th,
  'pt-BR': async () => (await import('../../shared/words/problems/pt-BR.ts')).ptBR,
} as const satisfies Record<Exclude<Language, 'en'>, () => Promise<object>>

/** The words of a refusal in a language, given the English ones; English if the language has none. */
export const wordsIn = async (
  language: Language,
  code: string,
  english: Pick<Words, 'title' | 'advice'>,
): Promise<Words> => {
  if (language !== 'en') {
    const words: Readonly<Record<string, string>> = await catalogues[language]()
    const title = words[`${code}.title`]
    const advice = words[`${code}.advice`]
    if (title !== undefined && advice !== undefined) return { language, title, advice }
  }
  return { language: 'en', title: english.title, advice: english.advice }
}
