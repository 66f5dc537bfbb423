import type { Language } from '../../shared/kernel/text.ts'
import { setting } from './settings.ts'

/** The page of the console that shows a version of the terms in a language. */
export const termsPage = (version: string, language: Language): string => {
  const url = new URL(setting('CONSOLE_URL'))
  url.pathname = `${url.pathname.replace(/\/$/, '')}/terms/${version}`
  url.searchParams.set('lang', language)
  return url.href
}
