import { nameOf, nextFrame } from './element.ts'
import { forgetShifts } from './shifts.ts'

const WAITING = '.skeleton, [aria-busy="true"]'

const MOST_MS = 15_000

interface Heading {
  readonly element: Element | null
  readonly text: string | undefined
}

const heading = (): Heading => {
  const element = document.querySelector('h1')
  return { element, text: element?.textContent }
}

let left: Heading | undefined

/** Goes to another page of the console as one of its links does. */
export const go = (path: string): void => {
  left = heading()
  forgetShifts()
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

const missing = (): string | undefined => {
  const { element, text } = heading()
  if (element === null) return 'a heading'
  if (left !== undefined && element === left.element && text === left.text) return 'another heading'
  const waiting = document.querySelector(WAITING)
  if (waiting !== null) return `what ${nameOf(waiting)} waits for`
  return document.fonts.status === 'loaded' ? undefined : 'a font'
}

/** Resolves once the page that was gone to stands there with all that it has asked for. */
export const arrival = async (): Promise<void> => {
  const latest = performance.now() + MOST_MS
  for (let lack = missing(); lack !== undefined; lack = missing()) {
    if (performance.now() > latest) throw new Error(`${location.href} still lacks ${lack}`)
    await nextFrame()
  }
}
