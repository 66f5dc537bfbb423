import * as z from 'zod'

const Strings = z.union([z.array(z.string()), z.string().transform((one) => [one])])
const Many = z.union([z.array(z.json()), z.json().transform((one) => [one])])

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: Strings,
  Resource: Many,
  Condition: z.record(z.string(), z.record(z.string(), z.json())).optional(),
})
/** One statement of a role's policies. */
export type Statement = z.infer<typeof Statement>

const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })
const Role = z.object({
  Policies: z.array(Policy).default([]),
  ManagedPolicyArns: z.array(z.json()).default([]),
})

/** What a role's properties permit. */
export const permissionsOf = (properties: unknown) => {
  const { Policies, ManagedPolicyArns } = Role.parse(properties)
  return { statements: Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement), ManagedPolicyArns }
}

/** The leading keys that a statement is limited to; none where it is not. */
export const leadingKeys = ({ Condition }: Statement): string[] =>
  Strings.parse(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []).toSorted()

const indexOf = ({ Resource }: Statement): string =>
  /\/index\/(\w+)/.exec(JSON.stringify(Resource))?.[1] ?? ''

/** One line for each permission, such as `PutItem CUSTOMER#* OUTBOX#*` or `Query due DUE#outbox#*`. */
export const readable = (statement: Statement): string =>
  [
    ...(statement.Effect === 'Deny' ? ['never'] : []),
    statement.Action.map((action) => action.replace('dynamodb:', '')).join('+'),
    indexOf(statement),
    ...leadingKeys(statement),
  ]
    .filter((part) => part !== '')
    .join(' ')

/** Whether a statement allows something on the table's items. */
export const isOnTable = ({ Effect, Action }: Statement): boolean =>
  Effect === 'Allow' && Action.some((action) => /^dynamodb:(?!.*(Stream|Shard|Records))/.test(action))
