/** One fault of a page: which check, where, and what is wrong. */
export type Finding = string

const MOST_OF_A_CHECK = 8

/** The faults that a check has found, each under the name of the check; of very many the first. */
export const under = (check: string, faults: readonly string[]): Finding[] =>
  [...new Set(faults)].slice(0, MOST_OF_A_CHECK).map((fault) => `${check}: ${fault}`)

/** An element as a person who reads a finding recognises it. */
export const nameOf = (element: Element): string => {
  const text = element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 40)
  const id = element.id === '' ? '' : `#${element.id}`
  const classes = [...element.classList].map((name) => `.${name}`).join('')
  return `<${element.tagName.toLowerCase()}${id}${classes}> ${text}`.trim()
}

/** Whether an element takes place on the page: it is neither hidden nor there for screen readers alone. */
export const isSeen = (element: HTMLElement): boolean => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  const { width, height } = element.getBoundingClientRect()
  return width > 1 && height > 1
}

/** The elements that are seen, in the order of the document. */
export const seen = (selector = '*'): HTMLElement[] =>
  [...document.body.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => element instanceof HTMLElement && isSeen(element),
  )

/** The text that an element holds itself, without that of its children. */
export const ownText = (element: Element): string =>
  [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent)
    .join('')
    .trim()

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** Two-dimensional drawing outside the page, for measuring texts and colours. */
export const drawing = (): CanvasRenderingContext2D => {
  if (canvas === null) throw new Error('This browser draws nothing')
  return canvas
}

/** How wide a text is in the font of an element, in pixels. */
export const widthOf = (text: string, element: Element): number => {
  const { font, letterSpacing } = getComputedStyle(element)
  const context = drawing()
  context.font = font
  context.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing
  return context.measureText(text).width
}

/** The width between the paddings of an element, in pixels. */
export const roomOf = (element: HTMLElement): number => {
  const { paddingLeft, paddingRight } = getComputedStyle(element)
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
}

/** Resolves before the next picture of the page is drawn. */
export const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
