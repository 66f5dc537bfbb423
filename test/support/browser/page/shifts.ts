import { type Finding, nameOf, under } from './element.ts'

const MOST = 0.05

let sum = 0
let moved: string[] = []

const add = (entries: PerformanceEntryList): void => {
  for (const entry of entries) {
    if (!('value' in entry) || typeof entry.value !== 'number') continue
    if ('hadRecentInput' in entry && entry.hadRecentInput === true) continue
    sum += entry.value
    const sources: unknown[] = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : []
    for (const source of sources)
      if (source instanceof Object && 'node' in source && source.node instanceof Element)
        moved.push(nameOf(source.node))
  }
}

const observer = new PerformanceObserver((list) => add(list.getEntries()))
observer.observe({ type: 'layout-shift', buffered: true })

/** Begins to count anew, as a page of the console begins without a document of its own. */
export const forgetShifts = (): void => {
  observer.takeRecords()
  sum = 0
  moved = []
}

/** Hardly anything moves by itself. */
export const shifts = (): Finding[] => {
  add(observer.takeRecords())
  return under(
    'shift',
    sum <= MOST ? [] : [`${sum.toFixed(3)} by ${[...new Set(moved)].slice(0, 3).join(', ')}`],
  )
}
