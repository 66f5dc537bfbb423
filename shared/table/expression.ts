import type { Attributes, Condition, Update } from './table.ts'

/** Collects names and values behind placeholders, so that nothing a person wrote is ever part of an expression. */
export class Placeholders {
  readonly #placeholders = new Map<string, string>()
  readonly #names: Record<string, string> = {}
  readonly #values: Record<string, unknown> = {}
  #valueCount = 0

  /** The placeholder path for an attribute path with dots. */
  name(path: string): string {
    return path.includes('.')
      ? path
          .split('.')
          .map((part) => this.#part(part))
          .join('.')
      : this.#part(path)
  }

  #part(part: string): string {
    const known = this.#placeholders.get(part)
    if (known !== undefined) return known
    const placeholder = `#n${this.#placeholders.size}`
    this.#placeholders.set(part, placeholder)
    this.#names[placeholder] = part
    return placeholder
  }

  value(value: unknown): string {
    const placeholder = `:v${this.#valueCount}`
    this.#valueCount += 1
    this.#values[placeholder] = value
    return placeholder
  }

  /** The request members that resolve the placeholders, absent where there are none. */
  attributes(): {
    ExpressionAttributeNames?: Record<string, string>
    ExpressionAttributeValues?: Record<string, unknown>
  } {
    return {
      ...(this.#placeholders.size > 0 ? { ExpressionAttributeNames: this.#names } : {}),
      ...(this.#valueCount > 0 ? { ExpressionAttributeValues: this.#values } : {}),
    }
  }
}

const each = (
  attributes: Attributes | undefined,
  write: (path: string, value: unknown) => string,
): string[] => (attributes ? Object.entries(attributes).map(([path, value]) => write(path, value)) : [])

const compared =
  (operator: '=' | '<>' | '<' | '<=' | '>=', placeholders: Placeholders) =>
  (path: string, value: unknown): string =>
    `${placeholders.name(path)} ${operator} ${placeholders.value(value)}`

const conditionParts = (
  { absent, equals, differs, contains, atLeast, atMost, and = [] }: Condition,
  placeholders: Placeholders,
): string[] => {
  const missingOr =
    (operator: '<>' | '<' | '<=', missing?: string) =>
    (path: string, value: unknown): string =>
      `(attribute_not_exists(${placeholders.name(missing ?? path)}) OR ${compared(operator, placeholders)(path, value)})`
  const parts = [
    ...each(equals, compared('=', placeholders)),
    ...each(differs, missingOr('<>')),
    ...each(contains, (path, value) => `contains(${placeholders.name(path)}, ${placeholders.value(value)})`),
    ...each(atLeast, compared('>=', placeholders)),
    ...each(atMost, missingOr('<=')),
  ]
  if (absent === true) parts.push(`attribute_not_exists(${placeholders.name('pk')})`)
  else if (absent) parts.push(missingOr('<', 'pk')(absent.orBefore.attribute, absent.orBefore.value))
  return [...parts, ...and.flatMap((further) => conditionParts(further, placeholders))]
}

/** The condition as a DynamoDB expression; a part that holds for a missing attribute says so, because engines differ there. */
export const conditionExpression = (condition: Condition, placeholders: Placeholders): string =>
  conditionParts(condition, placeholders).join(' AND ')

/** The update as a DynamoDB expression. */
export const updateExpression = ({ set, add }: Update, placeholders: Placeholders): string => {
  const clause = (verb: 'SET' | 'ADD', actions: readonly string[]): string[] =>
    actions.length > 0 ? [`${verb} ${actions.join(', ')}`] : []
  return [
    ...clause('SET', each(set, compared('=', placeholders))),
    ...clause(
      'ADD',
      each(add, (path, amount) => `${placeholders.name(path)} ${placeholders.value(amount)}`),
    ),
  ].join(' ')
}
