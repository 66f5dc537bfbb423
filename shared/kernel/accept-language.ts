import type { Language } from './text.ts'

/** The supported languages, by primary subtag: Brazilian Portuguese serves every reader of Portuguese better than English does. */
const SPOKEN = new Map<string, Language>([
  ['en', 'en'],
  ['th', 'th'],
  ['pt', 'pt-BR'],
])

/** A language range with its weight, as RFC 9110 §12.4.2 and RFC 4647 §2.1 write them. */
const RANGE = /^([a-z]{1,8}|\*)(?:-(?:[a-z\d]{1,8}|\*))*(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i

/** The supported language with the highest weight in an `Accept-Language` header: the earlier of two with the same weight, English if none is accepted. Malformed parts are ignored. */
export const preferredLanguage = (acceptLanguage: string | undefined): Language => {
  const weights = new Map<string, number>()
  for (const range of acceptLanguage?.split(',') ?? []) {
    const [, primary = '', weight = '1'] = RANGE.exec(range.trim()) ?? []
    if (primary === '') continue
    const subtag = primary.toLowerCase()
    weights.set(subtag, Math.max(weights.get(subtag) ?? 0, Number(weight)))
  }
  const weightOf = (subtag: string): number => weights.get(subtag) ?? weights.get('*') ?? 0
  const [best = 'en'] = [...new Set([...weights.keys(), ...SPOKEN.keys()])]
    .filter((subtag) => SPOKEN.has(subtag) && weightOf(subtag) > 0)
    .sort((one, other) => weightOf(other) - weightOf(one))
  return SPOKEN.get(best) ?? 'en'
}
