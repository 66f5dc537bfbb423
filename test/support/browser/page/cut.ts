import { type Finding, nameOf, ownText, roomOf, seen, under, widthOf } from './element.ts'

const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'

const cutBox = (element: HTMLElement): string | undefined => {
  const { overflowX, overflowY, display } = getComputedStyle(element)
  const wide = element.scrollWidth - element.clientWidth
  const high = element.scrollHeight - element.clientHeight
  if (display === 'inline' || element.clientWidth === 0) return undefined
  if (wide > 1 && hides(overflowX) && element.title === '')
    return `${wide} px to the right of ${nameOf(element)}`
  if (high > 1 && hides(overflowY) && element.title === '') return `${high} px below ${nameOf(element)}`
  if (wide > 1 && overflowX === 'visible' && ownText(element) !== '')
    return `a text is ${wide} px wider than its box ${nameOf(element)}`
  return undefined
}

const cutPlaceholder = (field: HTMLElement): string | undefined => {
  if (!(field instanceof HTMLInputElement) || field.placeholder === '' || field.value !== '') return undefined
  const missing = Math.ceil(widthOf(field.placeholder, field) - roomOf(field))
  return missing > 1 ? `${missing} px of the placeholder ${field.placeholder}` : undefined
}

const cutChoice = (field: HTMLElement): string | undefined => {
  if (!(field instanceof HTMLSelectElement)) return undefined
  const choice = field.selectedOptions[0]?.label ?? ''
  const missing = Math.ceil(widthOf(choice, field) - roomOf(field))
  return missing > 1 ? `${missing} px of the choice ${choice}` : undefined
}

/** Nothing is cut: neither a box by its edge, nor a text by its box, a placeholder or a choice by its field. */
export const cut = (): Finding[] =>
  under(
    'cut',
    [
      ...[document.body, ...seen()]
        .filter(({ tagName }) => !/^(INPUT|SELECT|TEXTAREA)$/.test(tagName))
        .map(cutBox),
      ...seen('input').map(cutPlaceholder),
      ...seen('select').map(cutChoice),
    ].filter((fault) => fault !== undefined),
  )
