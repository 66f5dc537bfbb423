import { type Finding, isSeen, nameOf, ownText, seen, under } from './element.ts'

const THAI = /\p{Script=Thai}/u
const LEAST_PX = 13.5
const LEAST_LINE = 1.6

const faultsOf = (element: HTMLElement): string[] => {
  const { fontSize, lineHeight, fontStyle } = getComputedStyle(element)
  const size = Number.parseFloat(fontSize)
  const line = Number.parseFloat(lineHeight) / size
  return [
    ...(size < LEAST_PX ? [`${size} px in ${nameOf(element)}`] : []),
    ...(line >= LEAST_LINE - 0.001 ? [] : [`lines of ${line.toFixed(2)} in ${nameOf(element)}`]),
    ...(fontStyle === 'normal' ? [] : [`${fontStyle} in ${nameOf(element)}`]),
  ]
}

const linesOf = (element: HTMLElement): number => {
  const range = document.createRange()
  range.selectNodeContents(element)
  const texts = [...range.getClientRects()].filter(({ width }) => width > 0)
  const height = Number.parseFloat(getComputedStyle(element).lineHeight)
  const top = Math.min(...texts.map((box) => box.top))
  const bottom = Math.max(...texts.map((box) => box.bottom))
  return texts.length === 0 ? 0 : Math.round((bottom - top) / height)
}

const bare = (family: string): string => family.trim().replaceAll(/["']/g, '')

/** The families that the page itself brings Thai letters of. */
const thaiFamilies = (): string[] =>
  [...document.fonts]
    .filter(({ status, unicodeRange }) => status === 'loaded' && /U\+0?E/i.test(unicodeRange))
    .map(({ family }) => bare(family))

/** Whether an element is written in a font that may lack Thai letters: a machine without one of its own draws boxes. */
const lacksFont = (element: HTMLElement, families: readonly string[]): boolean =>
  !getComputedStyle(element)
    .fontFamily.split(',')
    .map(bare)
    .some((family) => families.includes(family))

/** Thai is large and airy enough, upright, in a font of the page, and not broken inside a label or a head of a column. */
export const thai = (): Finding[] => {
  const texts = seen().filter((element) => THAI.test(ownText(element)) && element.closest(':lang(th)'))
  if (texts.length === 0) return []
  const labels = [...document.querySelectorAll<HTMLElement>('button, th, [role="columnheader"]')]
    .filter((label) => isSeen(label) && THAI.test(ownText(label)) && linesOf(label) > 1)
    .map((label) => `${nameOf(label)} is broken`)
  const families = thaiFamilies()
  const boxes = texts
    .filter((element) => lacksFont(element, families))
    .map((element) => `no font of the page has the letters of ${nameOf(element)}`)
  return under('thai', [...texts.flatMap(faultsOf), ...labels, ...boxes])
}
