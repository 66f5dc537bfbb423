import { type Finding, nameOf, under } from './element.ts'
import { tabStops } from './structure.ts'

const MARKS = [
  'outlineStyle',
  'outlineWidth',
  'outlineColor',
  'boxShadow',
  'borderColor',
  'backgroundColor',
  'textDecoration',
] as const

const drawn = (element: Element): string => {
  const style = getComputedStyle(element)
  const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px'
  return MARKS.map((mark) => (outline && mark.startsWith('outline') ? '' : style[mark])).join('|')
}

/** What is drawn of an element and of what holds it, as some fields draw their focus around themselves. */
const marksOf = (element: HTMLElement): string =>
  [element, ...(element.parentElement ? [element.parentElement] : [])].map(drawn).join('\n')

const finishTransitions = (): void => document.getAnimations().forEach((animation) => animation.finish())

/** Elements of one look are tried once. */
const look = (element: Element): string =>
  `${element.tagName}|${element.className}|${element.getAttribute('type')}|${element.parentElement?.className}`

const isInWindow = (element: HTMLElement): boolean => {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return right > 1 && bottom > 1 && left < innerWidth && top < innerHeight
}

/** Whoever moves by the keyboard sees where: each tab stop is drawn differently, and in the window, while it has the focus. */
export const focus = (): Finding[] => {
  const tried = new Map(tabStops().map((element) => [look(element), element]))
  const first = document.activeElement
  const faults = [...tried.values()].flatMap((element) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    finishTransitions()
    const before = marksOf(element)
    element.focus()
    finishTransitions()
    if (document.activeElement !== element) return [`${nameOf(element)} takes no focus`]
    if (marksOf(element) === before) return [`${nameOf(element)} shows no focus`]
    return isInWindow(element) ? [] : [`${nameOf(element)} stays outside the window`]
  })
  if (first instanceof HTMLElement) first.focus()
  return under('focus', faults)
}
