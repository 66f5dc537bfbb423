import { isJsonObject } from './json.ts'

const isEqual = (value: unknown, wanted: unknown): boolean =>
  value === wanted ||
  (typeof wanted === 'number' && typeof value === 'string' && value !== '' && Number(value) === wanted)

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const NUMERIC: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

const isWithin = (value: unknown, bounds: readonly unknown[]): boolean => {
  if (typeof value !== 'number' && typeof value !== 'string') return false
  for (let at = 0; at + 1 < bounds.length; at += 2)
    if (NUMERIC[`${bounds[at]}`]?.(Number(value), Number(bounds[at + 1])) !== true) return false
  return true
}

const isWild = (value: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+^${}()|?[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  ).test(value)

type TextTest = (value: string, wanted: string) => boolean

const TEXT_TESTS: Readonly<Record<string, TextTest>> = {
  prefix: (value, wanted) => value.startsWith(wanted),
  suffix: (value, wanted) => value.endsWith(wanted),
  'equals-ignore-case': (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  wildcard: isWild,
}

const passes = (value: unknown, test: unknown): boolean => {
  if (!isJsonObject(test)) return value !== undefined && isEqual(value, test)
  const [entry] = Object.entries(test)
  if (entry === undefined) return false
  const [name, wanted] = entry
  if (name === 'exists') return (value !== undefined) === wanted
  if (value === undefined) return false
  if (name === 'anything-but')
    return isJsonObject(wanted) ? !passes(value, wanted) : !asList(wanted).some((one) => isEqual(value, one))
  if (name === 'numeric') return isWithin(value, asList(wanted))
  const compare = TEXT_TESTS[name]
  if (compare === undefined) throw new Error(`The laptop does not know the event filter ${name}.`)
  return typeof value === 'string' && asList(wanted).some((one) => compare(value, `${one}`))
}

/** Whether an event fits an EventBridge or event-source pattern: every named member must pass one of its tests. */
export const fitsPattern = (pattern: unknown, event: unknown): boolean => {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event]
    return pattern.some((test) => values.some((value) => passes(value, test)))
  }
  if (!isJsonObject(pattern)) throw new Error(`Not an event pattern: ${JSON.stringify(pattern)}.`)
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === '$or') return asList(inner).some((one) => fitsPattern(one, event))
    return fitsPattern(inner, isJsonObject(event) ? event[name] : undefined)
  })
}
