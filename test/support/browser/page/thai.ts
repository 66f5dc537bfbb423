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

const lacksFont = (): boolean =>
  ![...document.fonts].some(({ status, unicodeRange }) => status === 'loaded' && /U\+0?E/i.test(unicodeRange))

/** Thai is large and airy enough, upright, in a font of the page, and not broken inside a label or a head of a column. */
export const thai = (): Finding[] => {
  const texts = seen().filter((element) => THAI.test(ownText(element)) && element.closest(':lang(th)'))
  if (texts.length === 0) return []
  const labels = [...document.querySelectorAll<HTMLElement>('button, th, [role="columnheader"]')]
    .filter((label) => isSeen(label) && THAI.test(ownText(label)) && linesOf(label) > 1)
    .map((label) => `${nameOf(label)} is broken`)
  const font = lacksFont() ? ['no font of the page has Thai letters'] : []
  return under('thai', [...texts.flatMap(faultsOf), ...labels, ...font])
}
