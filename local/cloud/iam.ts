import * as z from 'zod'

/** The condition operators that the laptop knows; a policy with another one is refused. */
const Operator = z.enum(['StringEquals', 'ForAllValues:StringLike', 'ForAnyValue:StringLike'])
type Operator = z.infer<typeof Operator>

/** The context keys that the laptop's services give; a policy with another one is refused. */
const ContextKey = z.enum(['dynamodb:LeadingKeys', 'ses:FromAddress'])
type ContextKey = z.infer<typeof ContextKey>

const Texts = z.union([z.array(z.string()), z.string().transform((text) => [text])])
const Conditions = z.partialRecord(Operator, z.partialRecord(ContextKey, Texts))

const PolicyDocument = z.object({
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(['Allow', 'Deny']),
      Action: Texts,
      Resource: Texts,
      Condition: Conditions.default({}),
    }),
  ),
})

/** One statement of an identity policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  /** ARNs, in which `*` stands for any text. */
  readonly resources: readonly string[]
  /** Operator → context key → wanted values. */
  readonly conditions: z.infer<typeof Conditions>
}

/** What a function asks to do, and the context values that the service gives with it. */
export interface Access {
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Partial<Record<ContextKey, readonly string[]>>>
}

/** `denied` by a statement, or `not-allowed` by any. */
export type Verdict = 'allowed' | 'denied' | 'not-allowed'

const expressions = new Map<string, RegExp>()

const expressionOf = (pattern: string): RegExp => {
  const known = expressions.get(pattern)
  if (known !== undefined) return known
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const expression = new RegExp(`^${source}$`, 's')
  expressions.set(pattern, expression)
  return expression
}

/** Whether a text fits one of the patterns, in which `*` stands for any text. */
export const isLikeOneOf =
  (patterns: readonly string[]) =>
  (value: string): boolean =>
    patterns.some((pattern) => expressionOf(pattern).test(value))

const isMet = (operator: Operator, wanted: readonly string[], values: readonly string[]): boolean => {
  switch (operator) {
    case 'StringEquals':
      return values.some((value) => wanted.includes(value))
    case 'ForAllValues:StringLike':
      return values.every(isLikeOneOf(wanted))
    case 'ForAnyValue:StringLike':
      return values.some(isLikeOneOf(wanted))
  }
}

const applies = (
  { actions, resources, conditions }: Statement,
  { action, resource, context }: Access,
): boolean =>
  actions.includes(action) &&
  isLikeOneOf(resources)(resource) &&
  Operator.options.every((operator) =>
    ContextKey.options.every((key) => {
      const wanted = conditions[operator]?.[key]
      return wanted === undefined || isMet(operator, wanted, context[key] ?? [])
    }),
  )

/** Reads a policy document; a member, operator or context key that the laptop does not know is refused, not ignored. */
export const statementsOf = (document: unknown): readonly Statement[] =>
  PolicyDocument.parse(document).Statement.map(
    ({ Effect: effect, Action: actions, Resource: resources, Condition: conditions }) => ({
      effect,
      actions,
      resources,
      conditions,
    }),
  )

/** Decides as IAM does over identity policies: a deny wins, and what nothing allows is not allowed. */
export const evaluate = (statements: readonly Statement[], access: Access): Verdict => {
  const applying = statements.filter((statement) => applies(statement, access))
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied'
  return applying.length > 0 ? 'allowed' : 'not-allowed'
}
