import type { Attributes, Condition } from './table.ts'

/** Collects names and values behind placeholders, so that nothing a person wrote is ever part of an expression. */
export class Placeholders {
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, unknown>()

  /** The placeholder path for an attribute path with dots. */
  name(path: string): string {
    return path
      .split('.')
      .map((part) => {
        const placeholder = this.#names.get(part) ?? `#n${this.#names.size}`
        this.#names.set(part, placeholder)
        return placeholder
      })
      .join('.')
  }

  value(value: unknown): string {
    const placeholder = `:v${this.#values.size}`
    this.#values.set(placeholder, value)
    return placeholder
  }

  /** The request members that resolve the placeholders, absent where there are none. */
  attributes(): {
    ExpressionAttributeNames?: Record<string, string>
    ExpressionAttributeValues?: Record<string, unknown>
  } {
    return {
      ...(this.#names.size > 0
        ? {
            ExpressionAttributeNames: Object.fromEntries(
              [...this.#names].map(([part, name]) => [name, part]),
            ),
          }
        : {}),
      ...(this.#values.size > 0 ? { ExpressionAttributeValues: Object.fromEntries(this.#values) } : {}),
    }
  }
}

const each = (
  attributes: Attributes | undefined,
  write: (path: string, value: unknown) => string,
): string[] => Object.entries(attributes ?? {}).map(([path, value]) => write(path, value))

/** The condition as a DynamoDB expression over placeholders. */
export const expression = ({ absent, equals, contains }: Condition, placeholders: Placeholders): string => {
  const parts = [
    ...each(equals, (path, value) => `${placeholders.name(path)} = ${placeholders.value(value)}`),
    ...each(contains, (path, value) => `contains(${placeholders.name(path)}, ${placeholders.value(value)})`),
  ]
  if (absent === true) parts.push(`attribute_not_exists(${placeholders.name('pk')})`)
  else if (absent) {
    const { attribute, value } = absent.orBefore
    parts.push(
      `(attribute_not_exists(${placeholders.name('pk')}) OR ${placeholders.name(attribute)} < ${placeholders.value(value)})`,
    )
  }
  return parts.join(' AND ')
}
