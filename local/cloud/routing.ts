import type { Route } from './declared-routes.ts'

export interface Match {
  readonly route: Route
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Pattern {
  readonly route: Route
  readonly method: string
  readonly segments: readonly string[]
}

const isParameter = (segment: string): boolean => segment.startsWith('{')
const isGreedy = (segment: string): boolean => segment.endsWith('+}')

// A static segment goes before a parameter, a parameter before a greedy one, a method before ANY.
const rank = (segment: string | undefined): number => {
  if (segment === undefined) return 3
  return isGreedy(segment) ? 2 : isParameter(segment) ? 1 : 0
}

const bySpecificity = (left: Pattern, right: Pattern): number => {
  for (let at = 0; at < Math.max(left.segments.length, right.segments.length); at++) {
    const difference = rank(left.segments[at]) - rank(right.segments[at])
    if (difference !== 0) return difference
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY')
}

const fit = (
  pattern: Pattern,
  method: string,
  segments: readonly string[],
): Record<string, string> | undefined => {
  if (pattern.method !== 'ANY' && pattern.method !== method) return undefined
  const parameters: Record<string, string> = {}
  for (const [at, wanted] of pattern.segments.entries()) {
    const given = segments[at]
    if (given === undefined || given === '') return undefined
    const name = wanted.replace(/^\{|\+?\}$/g, '')
    if (isGreedy(wanted))
      return { ...parameters, [name]: segments.slice(at).map(decodeURIComponent).join('/') }
    if (isParameter(wanted)) parameters[name] = decodeURIComponent(given)
    else if (wanted !== given) return undefined
  }
  return segments.length === pattern.segments.length ? parameters : undefined
}

const segmentsOf = (path: string): string[] => path.split('/').slice(1)

/** Chooses as the gateway does: the most specific route for a method and path; throws `URIError` for a malformed path. */
export const routeFinder = (
  routes: readonly Route[],
): ((method: string, path: string) => Match | undefined) => {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default')
  const patterns = routes
    .filter((route) => route !== fallback)
    .map((route) => {
      const [method = '', path = ''] = route.routeKey.split(' ')
      return { route, method, segments: segmentsOf(path).filter((segment) => segment !== '') }
    })
    .toSorted(bySpecificity)
  return (method, path) => {
    const segments = path === '/' ? [] : segmentsOf(path)
    for (const pattern of patterns) {
      const pathParameters = fit(pattern, method, segments)
      if (pathParameters !== undefined) return { route: pattern.route, pathParameters }
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} }
  }
}
