import { isJsonObject } from './json.ts'

/** What the intrinsic functions of one stack's template may name. */
export interface Scope {
  reference(name: string): unknown
  attribute(logicalId: string, name: string): unknown
  condition(name: string): boolean
  mapping(map: string, key: string, name: string): unknown
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const list = (value: unknown, of: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${of} needs a list, not ${JSON.stringify(value)}.`)
  return value
}

const text = (value: unknown, of: string): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  throw new Error(`${of} needs text, not ${JSON.stringify(value)}.`)
}

const attributeOf = (argument: unknown, scope: Scope): unknown => {
  const dotted = typeof argument === 'string' ? argument : list(argument, 'Fn::GetAtt').join('.')
  const dot = dotted.indexOf('.')
  return scope.attribute(dotted.slice(0, dot), dotted.slice(dot + 1))
}

const substitute = (argument: unknown, scope: Scope): string => {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}]
  const values = isJsonObject(given) ? given : {}
  return text(template, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`
    if (name in values) return text(resolve(values[name], scope), 'Fn::Sub')
    return text(name.includes('.') ? attributeOf(name, scope) : scope.reference(name), `Fn::Sub of ${name}`)
  })
}

const isTrue = (argument: unknown, scope: Scope): boolean => {
  const value = resolve(argument, scope)
  if (typeof value !== 'boolean') throw new Error(`A condition gave ${JSON.stringify(value)}.`)
  return value
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.reference(text(name, 'Ref')),
  Condition: (name, scope) => scope.condition(text(name, 'Condition')),
  'Fn::GetAtt': attributeOf,
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join')
    return list(resolve(parts, scope), 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(text(separator, 'Fn::Join'))
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, 'Fn::Select')
    return list(resolve(from, scope), 'Fn::Select')[Number(resolve(index, scope))]
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument, 'Fn::Split')
    return text(resolve(whole, scope), 'Fn::Split').split(text(separator, 'Fn::Split'))
  },
  'Fn::If': (argument, scope) => {
    const [name, met, unmet] = list(argument, 'Fn::If')
    return resolve(scope.condition(text(name, 'Fn::If')) ? met : unmet, scope)
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(resolve(argument, scope), 'Fn::Equals')
    return text(one, 'Fn::Equals') === text(other, 'Fn::Equals')
  },
  'Fn::Not': (argument, scope) => !isTrue(list(argument, 'Fn::Not')[0], scope),
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => isTrue(part, scope)),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => isTrue(part, scope)),
  'Fn::FindInMap': (argument, scope) => {
    const [map, key, name] = list(resolve(argument, scope), 'Fn::FindInMap')
    return scope.mapping(text(map, 'Fn::FindInMap'), text(key, 'Fn::FindInMap'), text(name, 'Fn::FindInMap'))
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
}

const resolveObject = (value: Readonly<Record<string, unknown>>, scope: Scope): unknown => {
  const [name, ...others] = Object.keys(value)
  if (name !== undefined && others.length === 0) {
    const intrinsic = INTRINSICS[name]
    // `Condition` is also an ordinary property, such as an IAM statement's.
    if (intrinsic !== undefined && (name !== 'Condition' || typeof value[name] === 'string'))
      return intrinsic(value[name], scope)
    if (name.startsWith('Fn::')) throw new Error(`The laptop does not know ${name}.`)
  }
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    resolve(member, scope),
  ])
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}

/** Resolves the intrinsic functions in a template value; what is AWS::NoValue disappears. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value))
    return value.map((part) => resolve(part, scope)).filter((part) => part !== undefined)
  return isJsonObject(value) ? resolveObject(value, scope) : value
}
