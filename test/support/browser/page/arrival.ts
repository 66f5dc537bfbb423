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

/** Goes to another page of the console as one of its links does; a page that is narrowed otherwise keeps its heading. */
export const go = async (path: string): Promise<void> => {
  left = new URL(path, location.href).pathname === location.pathname ? undefined : heading()
  forgetShifts()
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
  await nextFrame()
  await nextFrame()
}

const missingHead = (): string | undefined => {
  const { element, text } = heading()
  if (!element || !text) return 'a heading'
  if (left !== undefined && element === left.element && text === left.text) return 'another heading'
  return document.title.includes(text) ? undefined : `a title with its heading ${text}`
}

const missingAnswer = (): string | undefined => {
  const waiting = document.querySelector(WAITING)
  if (waiting !== null) return `what ${nameOf(waiting)} waits for`
  return document.fonts.status === 'loaded' ? undefined : 'a font'
}

const until = async (missing: () => string | undefined): Promise<void> => {
  const latest = performance.now() + MOST_MS
  for (let lack = missing(); lack !== undefined; lack = missing()) {
    if (performance.now() > latest) throw new Error(`${location.href} still lacks ${lack}`)
    await nextFrame()
  }
}

/** Resolves once the page that was gone to has its heading and its title. */
export const beginning = (): Promise<void> => until(missingHead)

/** Resolves once the page that was gone to stands there with all that it has asked for. */
export const arrival = (): Promise<void> => until(() => missingHead() ?? missingAnswer())
