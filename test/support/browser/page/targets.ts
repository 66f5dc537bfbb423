import { type Finding, nameOf, ownText, seen, under } from './element.ts'

const LEAST_PX = 24
const TARGETS =
  'a[href], button, input, select, textarea, summary, [role="button"], [role="tab"], [role="menuitem"]'

/** Links within a sentence are as high as its line (WCAG 2.5.8). */
const isInSentence = (target: HTMLElement): boolean =>
  target instanceof HTMLAnchorElement &&
  getComputedStyle(target).display === 'inline' &&
  target.parentElement !== null &&
  ownText(target.parentElement).length > 1

const labelsOf = (target: HTMLElement): HTMLElement[] =>
  target instanceof HTMLInputElement && /^(checkbox|radio|file)$/.test(target.type)
    ? [...(target.labels ?? [])]
    : []

/** What a finger hits is at least 24 px wide and high, with the label of a box or a choice. */
export const targets = (): Finding[] =>
  under(
    'target',
    seen(TARGETS)
      .filter((target) => !isInSentence(target))
      .flatMap((target) => {
        const boxes = [target, ...labelsOf(target)].map((element) => element.getBoundingClientRect())
        const width = Math.max(...boxes.map((box) => box.width))
        const height = Math.max(...boxes.map((box) => box.height))
        const isLarge = Math.round(width * 10) >= LEAST_PX * 10 && Math.round(height * 10) >= LEAST_PX * 10
        return isLarge ? [] : [`${nameOf(target)} is ${width.toFixed(1)} × ${height.toFixed(1)} px`]
      }),
  )
