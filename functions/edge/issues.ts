import type * as z from 'zod'
import { issueCodes, type IssueCode } from '../../shared/kernel/issue-codes.ts'
import type { Fault, Issue } from '../../shared/kernel/issue.ts'

export type Path = readonly PropertyKey[]

const MISREAD = {
  absent: 'no body is taken here',
  repeated: 'must be given once',
  'unknown-member': 'is not known here',
  unreadable: 'must be well-formed Unicode without U+FFFD',
} as const

/** What is wrong with a request before its schema is asked. */
export interface Misread {
  readonly path: Path
  readonly code: keyof typeof MISREAD
}

const pointer = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The issues of a request that cannot be read. */
export const issuesOfRequest = (misread: readonly Misread[]): Issue[] =>
  misread.map(({ path, code }) => ({ pointer: pointer(path), code, detail: MISREAD[code] }))

const isCode = (name: unknown): name is IssueCode =>
  typeof name === 'string' && Object.hasOwn(issueCodes, name)

const codeNamed = (name: unknown): IssueCode => (isCode(name) ? name : 'invalid')

const BOUNDS: Readonly<Record<string, readonly [IssueCode, IssueCode]>> = {
  string: ['too-short', 'too-long'],
  array: ['too-few', 'too-many'],
}

const memberAt = (given: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), given)

const faultOf = (issue: z.core.$ZodIssue, given: unknown): Omit<Fault, 'detail'> => {
  if (issue.code === 'custom') return { ...issue.params, code: codeNamed(issue.params?.['code']) }
  if (memberAt(given, issue.path) === undefined) return { code: 'required' }
  if (issue.code === 'invalid_value') return { code: 'one-of', allowed: issue.values.map(String) }
  if (issue.code === 'invalid_format') return { code: codeNamed(issue.format) }
  if (issue.code === 'too_small')
    return { code: BOUNDS[issue.origin]?.[0] ?? 'too-small', min: Number(issue.minimum) }
  if (issue.code === 'too_big')
    return { code: BOUNDS[issue.origin]?.[1] ?? 'too-big', max: Number(issue.maximum) }
  return { code: 'type' }
}

/** The issues of an input that its schema refuses. */
export const issuesOfSchema = ({ issues }: z.ZodError, given: object): Issue[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issuesOfRequest(issue.keys.map((key) => ({ path: [...issue.path, key], code: 'unknown-member' })))
      : [{ pointer: pointer(issue.path), ...faultOf(issue, given), detail: issue.message }],
  )
