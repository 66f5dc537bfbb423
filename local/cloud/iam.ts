import * as z from 'zod'

/** One statement of an identity policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** Operator → context key → wanted values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/** What a function asks to do, and the context values the service tells about it. */
export interface Access {
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, readonly string[]>>
}

/** `denied` by a statement, or `not-allowed` by any. */
export type Verdict = 'allowed' | 'denied' | 'not-allowed'

const Texts = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(String))

const PolicyStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: Texts,
  Resource: Texts,
  Condition: z.record(z.string(), z.record(z.string(), Texts)).default({}),
})

const PolicyDocument = z.object({
  Version: z.string().optional(),
  Statement: z.union([PolicyStatement, z.array(PolicyStatement)]),
})

const globs = new Map<string, RegExp>()

const glob = (pattern: string): RegExp => {
  const known = globs.get(pattern)
  if (known !== undefined) return known
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  globs.set(pattern, expression)
  return expression
}

const isLike = (value: string, pattern: string): boolean => glob(pattern).test(value)
const isEqual = (value: string, wanted: string): boolean => value === wanted
const isEqualIgnoringCase = (value: string, wanted: string): boolean =>
  value.toLowerCase() === wanted.toLowerCase()

type Comparison = (value: string, wanted: string) => boolean

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: isEqual,
  StringEqualsIgnoreCase: isEqualIgnoringCase,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: isEqualIgnoringCase,
}
const NEGATIONS: Readonly<Record<string, Comparison>> = {
  StringNotEquals: isEqual,
  StringNotLike: isLike,
  ArnNotEquals: isLike,
  ArnNotLike: isLike,
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/

const isMet = (
  operator: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): boolean => {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? []
  if (name === 'Null') return wanted.includes(String(values === undefined || values.length === 0))
  const compare = COMPARISONS[name]
  const negated = NEGATIONS[name]
  const matches = (value: string): boolean =>
    compare === undefined
      ? negated !== undefined && !wanted.some((one) => negated(value, one))
      : wanted.some((one) => compare(value, one))
  if (compare === undefined && negated === undefined)
    throw new Error(`The laptop does not know the operator ${operator}.`)
  if (quantifier === 'ForAllValues') return (values ?? []).every(matches)
  if (quantifier === 'ForAnyValue') return (values ?? []).some(matches)
  if (values === undefined || values.length === 0) return ifExists !== undefined || negated !== undefined
  return compare === undefined ? values.every(matches) : values.some(matches)
}

const applies = (statement: Statement, { action, resource, context }: Access): boolean =>
  statement.actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
  statement.resources.some((pattern) => isLike(resource, pattern)) &&
  Object.entries(statement.conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => isMet(operator, wanted, context[key])),
  )

/** Reads a policy document; a member that the evaluator does not know, such as NotAction, is refused rather than ignored. */
export const statementsOf = (document: unknown): readonly Statement[] => {
  const { Statement: statements } = PolicyDocument.parse(document)
  return (Array.isArray(statements) ? statements : [statements]).map(
    ({ Effect: effect, Action: actions, Resource: resources, Condition: conditions }) => ({
      effect,
      actions,
      resources,
      conditions,
    }),
  )
}

/** Decides as IAM does over identity policies: a deny wins, and what nothing allows is not allowed. */
export const evaluate = (statements: readonly Statement[], access: Access): Verdict => {
  const applying = statements.filter((statement) => applies(statement, access))
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied'
  return applying.length > 0 ? 'allowed' : 'not-allowed'
}
