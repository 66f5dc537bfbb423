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

const plainFirst = (left: Pattern, right: Pattern): number => {
  for (const [at, segment] of left.segments.entries()) {
    const difference = Number(isParameter(segment)) - Number(isParameter(right.segments[at] ?? ''))
    if (difference !== 0) return difference
  }
  return 0
}

const parametersOf = (pattern: Pattern, segments: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [at, wanted] of pattern.segments.entries()) {
    const given = segments[at] ?? ''
    if (given === '') return undefined
    if (isParameter(wanted)) parameters[wanted.slice(1, -1)] = decodeURIComponent(given)
    else if (wanted !== given) return undefined
  }
  return parameters
}

const segmentsOf = (path: string): string[] => path.split('/').slice(1)

/** Finds a route as the gateway does: where several fit, the one whose first differing segment is no parameter; throws `URIError` for a malformed path. */
export const routeFinder = (
  routes: readonly Route[],
): ((method: string, path: string) => Match | undefined) => {
  const sorted = routes
    .map((route) => {
      const [method = '', path = ''] = route.routeKey.split(' ')
      return { route, method, segments: segmentsOf(path) }
    })
    .toSorted(plainFirst)
  const kindOf = (method: string, segments: readonly string[]): string => `${method} ${segments.length}`
  const patternsByKind = Map.groupBy(sorted, ({ method, segments }) => kindOf(method, segments))
  return (method, path) => {
    const segments = segmentsOf(path)
    for (const pattern of patternsByKind.get(kindOf(method, segments)) ?? []) {
      const pathParameters = parametersOf(pattern, segments)
      if (pathParameters !== undefined) return { route: pattern.route, pathParameters }
    }
    return undefined
  }
}
