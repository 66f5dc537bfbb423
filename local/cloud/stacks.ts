import { type Scope, resolve } from './intrinsics.ts'
import { isJsonObject } from './json.ts'
import {
  ACCOUNT,
  NAMING_PROPERTY,
  REGION,
  TABLES,
  arnOf,
  attributeOf,
  referenceOf,
} from './resource-names.ts'
import type { StackFiles, Template, TemplateResource } from './template.ts'

/** One resource of the stack or of a stack nested in it. */
export interface Resource {
  readonly type: string
  readonly logicalId: string
  /** Its name in the pseudo-account. */
  readonly id: string
  /** What `Ref` gives. */
  readonly reference: string
  readonly arn: string
  /** The id of its construct in the CDK app. */
  readonly constructId: string
  /** Its properties with every intrinsic function resolved. */
  readonly properties: unknown
}

interface Stack {
  readonly resources: readonly Resource[]
  output(name: string): unknown
}

interface Place {
  readonly name: string
  /** The construct path of the stack. */
  readonly path: string
  /** Keeps the names of nested stacks' resources apart. */
  readonly prefix: string
  /** Ends the names of tables. */
  readonly unique: string
  parameter(name: string): unknown
}

const NESTED = 'AWS::CloudFormation::Stack'
const UNTELLING = new Set(['Resource', 'Function', 'Lambda', 'Handler'])
const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NotificationARNs': [],
  'AWS::NoValue': undefined,
}

const constructIdOf = (path: string | undefined): string | undefined =>
  path
    ?.split('/')
    .findLast((part) => !UNTELLING.has(part))
    ?.replace(/[^\w-]/g, '-')

const openStack = (files: StackFiles, template: Template, place: Place, taken: Set<string>): Stack => {
  const resources = new Map<string, Resource>()
  const nested = new Map<string, Stack>()
  const conditions = new Map<string, boolean>()

  const declared = (logicalId: string): TemplateResource => {
    const resource = template.Resources[logicalId]
    if (resource === undefined)
      throw new Error(`${place.path} has neither a parameter nor a resource ${logicalId}.`)
    return resource
  }
  const scope: Scope = {
    reference(name) {
      if (name in PSEUDO) return PSEUDO[name]
      if (name === 'AWS::StackName') return place.name
      if (name === 'AWS::StackId') return arnOf(NESTED, `stack/${place.name}/laptop`)
      if (name in template.Parameters) return place.parameter(name)
      return resources.get(name)?.reference ?? referenceOf(declared(name).Type, `${place.prefix}${name}`)
    },
    attribute(logicalId, name) {
      const stack = nested.get(logicalId)
      if (stack !== undefined && name.startsWith('Outputs.'))
        return stack.output(name.slice('Outputs.'.length))
      const id = resources.get(logicalId)?.id ?? `${place.prefix}${logicalId}`
      return attributeOf(declared(logicalId).Type, id, name)
    },
    condition(name) {
      const known = conditions.get(name)
      if (known !== undefined) return known
      const met = resolve(template.Conditions[name], scope) === true
      conditions.set(name, met)
      return met
    },
    mapping: (map, key, name) => template.Mappings[map]?.[key]?.[name],
  }

  const name = (logicalId: string, type: string, constructId: string): string => {
    const inStack = `${place.prefix}${logicalId}`
    const plain =
      type === 'AWS::Lambda::Function'
        ? constructId
        : TABLES.has(type)
          ? `${inStack}-${place.unique}`
          : inStack
    const free = taken.has(plain) ? inStack : plain
    taken.add(free)
    return free
  }
  for (const [logicalId, { Type: type, Condition, Properties, Metadata }] of Object.entries(
    template.Resources,
  )) {
    if (Condition !== undefined && !scope.condition(Condition)) continue
    const path = Metadata?.['aws:cdk:path'] ?? files.constructPath(place.path, logicalId)
    const constructId = constructIdOf(path) ?? logicalId
    const given = Properties[NAMING_PROPERTY[type] ?? '']
    const allocated = name(logicalId, type, constructId)
    const resource: Resource = {
      type,
      logicalId,
      constructId,
      get id() {
        return given === undefined ? allocated : String(resolve(given, scope) ?? allocated)
      },
      get reference() {
        return referenceOf(type, resource.id)
      },
      get arn() {
        return arnOf(type, resource.id)
      },
      get properties() {
        return resolve(Properties, scope)
      },
    }
    resources.set(logicalId, resource)
    if (type !== NESTED) continue
    const { TemplateURL: url, Parameters: parameters = {} } = Properties
    const values = isJsonObject(parameters) ? parameters : {}
    const below = (path ?? logicalId).replace(/\.NestedStack\/.*$/, '')
    const inner: Place = {
      name: `${place.name}-${logicalId}`,
      path: below,
      prefix: `${place.prefix}${below.split('/').at(-1) ?? logicalId}-`,
      unique: place.unique,
      parameter: (wanted) => resolve(values[wanted], scope),
    }
    nested.set(logicalId, openStack(files, files.nested(String(resolve(url, scope))), inner, taken))
  }
  return {
    resources: [...resources.values(), ...nested.values().flatMap((stack) => stack.resources)],
    output: (wanted) => resolve(template.Outputs[wanted]?.Value, scope),
  }
}

/** Every resource that the assembly would create with these parameter values; refuses when a parameter without default has none. */
export const openResources = (
  files: StackFiles,
  parameters: Readonly<Record<string, string>>,
  unique: string,
): readonly Resource[] => {
  const { Parameters: declared } = files.template
  const valueOf = (name: string): unknown => parameters[name] ?? declared[name]?.Default
  const missing = Object.keys(declared).filter((name) => valueOf(name) === undefined)
  if (missing.length > 0) throw new Error(`The stack's parameters need a value: ${missing.join(', ')}.`)
  const parameter = (name: string): unknown => {
    const value = valueOf(name)
    const isList = /List/.test(declared[name]?.Type ?? '') && typeof value === 'string'
    return isList ? value.split(',').map((part) => part.trim()) : value
  }
  const place = { name: files.stackName, path: files.stackPath, prefix: '', unique, parameter }
  return openStack(files, files.template, place, new Set()).resources
}
