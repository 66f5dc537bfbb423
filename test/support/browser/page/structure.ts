import { type Finding, nameOf, seen, under } from './element.ts'

const TAB_STOPS =
  'a[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls], [contenteditable]'

/** The dialog that makes the rest of the page inert. */
export const openDialog = (): HTMLElement | null => document.querySelector<HTMLElement>('dialog:modal')

/** The elements that the key Tab reaches, in order. */
export const tabStops = (): HTMLElement[] =>
  [...(openDialog() ?? document).querySelectorAll<HTMLElement>(TAB_STOPS)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.closest('[inert]') === null &&
      element.checkVisibility({ visibilityProperty: true }),
  )

const skipLinkFaults = (): string[] => {
  const [first] = tabStops()
  const [, target] = /^#(.+)/.exec(first?.getAttribute('href') ?? '') ?? []
  if (!first || target === undefined) return ['the first tab stop is no skip link']
  const content = document.getElementById(target)
  return content?.matches('main') || content?.closest('main')
    ? []
    : [`${nameOf(first)} does not lead into <main>`]
}

/** One heading of the first level, a title, the language that was asked for, and a link that skips to the content. */
export const structure = (language: string): Finding[] => {
  const headings = seen('h1').length
  const { lang } = document.documentElement
  return [
    ...under('heading', headings === 1 ? [] : [`${headings} of the first level`]),
    ...under('title', document.title.trim() === '' ? ['none'] : []),
    ...under('language', lang === language ? [] : [`the page says ${lang || 'none'} instead of ${language}`]),
    ...under('skip link', openDialog() === null ? skipLinkFaults() : []),
  ]
}
