import { type Finding, nameOf, seen, under } from './element.ts'

/** No page and no part of it moves sideways, and nothing sticks out of the window. */
export const sideways = (): Finding[] => {
  const { scrollWidth } = document.documentElement
  const page = scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide in ${innerWidth} px`] : []
  const scrollers = seen()
    .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
    .filter((element) => !(element instanceof HTMLTextAreaElement))
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${nameOf(element)} scrolls`)
  const sticking = seen().filter((element) => {
    const { left, right } = element.getBoundingClientRect()
    return (left < innerWidth && right > innerWidth + 1) || (left < -1 && right > 0)
  })
  const innermost = sticking.filter(
    (element) => !sticking.some((other) => other !== element && element.contains(other)),
  )
  return under('sideways', [
    ...page,
    ...scrollers,
    ...innermost.map((element) => `${nameOf(element)} sticks out of the window`),
  ])
}
