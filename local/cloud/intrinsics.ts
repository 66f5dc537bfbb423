import { isJsonObject } from './json.ts'

/** What the intrinsic functions of one stack's template may name. */
export interface Scope {
  reference(name: string): unknown
  attribute(logicalId: string, name: string): unknown
  /** Whether a condition of the template holds. */
  condition(name: string): boolean
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const list = (value: unknown, of: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${of} needs a list, not ${JSON.stringify(value)}.`)
  return value
}

const text = (value: unknown, of: string): string => {
  if (typeof value === 'string') return value
  throw new Error(`${of} needs text, not ${JSON.stringify(value)}.`)
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.reference(text(name, 'Ref')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, name] = list(argument, 'Fn::GetAtt')
    return scope.attribute(text(logicalId, 'Fn::GetAtt'), text(name, 'Fn::GetAtt'))
  },
  'Fn::Sub': (template, scope) =>
    text(template, 'Fn::Sub').replace(/\$\{([^}]+)\}/g, (_whole, name: string) =>
      text(scope.reference(name), 'Fn::Sub'),
    ),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join')
    return list(resolve(parts, scope), 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(text(separator, 'Fn::Join'))
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, 'Fn::Select')
    return list(resolve(from, scope), 'Fn::Select')[Number(index)]
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument, 'Fn::Split')
    return text(resolve(whole, scope), 'Fn::Split').split(text(separator, 'Fn::Split'))
  },
  'Fn::If': (argument, scope) => {
    const [name, given, otherwise] = list(argument, 'Fn::If')
    return resolve(scope.condition(text(name, 'Fn::If')) ? given : otherwise, scope)
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolve(argument, scope), 'Fn::Equals')
    return text(left, 'Fn::Equals') === text(right, 'Fn::Equals')
  },
  'Fn::Not': (argument, scope) => list(resolve(argument, scope), 'Fn::Not')[0] !== true,
}

/** Resolves the intrinsic functions in a template value; throws for one that the laptop does not know. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((part) => resolve(part, scope))
  if (!isJsonObject(value)) return value
  const [name, ...others] = Object.keys(value)
  if (name !== undefined && others.length === 0) {
    const intrinsic = INTRINSICS[name]
    if (intrinsic !== undefined) return intrinsic(value[name], scope)
    if (name.startsWith('Fn::')) throw new Error(`The laptop does not know ${name}.`)
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, scope)]))
}
