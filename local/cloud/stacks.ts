import { type Scope, resolve } from './intrinsics.ts'
import { isJsonObject } from './json.ts'
import { ACCOUNT, REGION, arnOf, attributeOf, referenceOf } from './resource-names.ts'
import type { StackFiles, Template } from './template.ts'

/** One resource of the stack or of a stack nested in it. */
export interface Resource {
  readonly type: string
  readonly logicalId: string
  /** Its name in the laptop's account; a function has the name of its operation. */
  readonly name: string
  /** What `Ref` gives. */
  readonly reference: string
  readonly arn: string
  /** Its properties with every intrinsic function resolved. */
  readonly properties: unknown
}

interface Stack {
  readonly resources: readonly Resource[]
  output(name: string): unknown
}

interface Place {
  /** The start of the names of the stack's resources. */
  readonly prefix: string
  /** The end of the names of tables. */
  readonly unique: string
  parameter(name: string): unknown
}

const NESTED = 'AWS::CloudFormation::Stack'
/** What stands for a member that is not there. */
const NO_VALUE = 'AWS::NoValue'
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

type Declared = Template['Resources'][string]

const constructPathOf = ({ Metadata }: Declared): readonly string[] => Metadata['aws:cdk:path'].split('/')

const nameOf = (logicalId: string, resource: Declared, { prefix, unique }: Place, scope: Scope): string => {
  switch (resource.Type) {
    case 'AWS::Lambda::Function':
      return constructPathOf(resource).at(-3) ?? logicalId
    case 'AWS::DynamoDB::GlobalTable':
      return `${prefix}${logicalId}-${unique}`
    case 'AWS::SES::EmailIdentity':
      return String(resolve(resource.Properties['EmailIdentity'], scope))
    case 'AWS::Cognito::UserPoolDomain':
      return String(resolve(resource.Properties['Domain'], scope))
    default:
      return `${prefix}${logicalId}`
  }
}

const openStack = (files: StackFiles, template: Template, place: Place): Stack => {
  const nested = new Map<string, Stack>()

  const named = (logicalId: string): { readonly type: string; readonly name: string } => {
    const resource = template.Resources[logicalId]
    if (resource === undefined)
      throw new Error(`The template has neither a parameter nor a resource ${logicalId}.`)
    return { type: resource.Type, name: nameOf(logicalId, resource, place, scope) }
  }
  const scope: Scope = {
    reference(name) {
      if (name === NO_VALUE) return undefined
      const pseudo = PSEUDO_PARAMETERS[name]
      if (pseudo !== undefined) return pseudo
      if (name in template.Parameters) return place.parameter(name)
      const resource = named(name)
      return referenceOf(resource.type, resource.name)
    },
    attribute(logicalId, attribute) {
      const [, output] = /^Outputs\.(.+)$/.exec(attribute) ?? []
      if (output !== undefined) return nested.get(logicalId)?.output(output)
      const { type, name } = named(logicalId)
      return attributeOf(type, name, attribute)
    },
    condition(name) {
      if (!(name in template.Conditions)) throw new Error(`The template has no condition ${name}.`)
      return resolve(template.Conditions[name], scope) === true
    },
  }

  const resources = Object.entries(template.Resources).map(([logicalId, { Properties }]): Resource => {
    const { type, name } = named(logicalId)
    let resolved: unknown
    return {
      type,
      logicalId,
      name,
      reference: referenceOf(type, name),
      arn: arnOf(type, name),
      get properties() {
        return (resolved ??= resolve(Properties, scope))
      },
    }
  })
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Type !== NESTED) continue
    const { TemplateURL: url, Parameters: given } = resource.Properties
    const values = isJsonObject(given) ? given : {}
    const construct = constructPathOf(resource).at(-2)?.replace('.NestedStack', '') ?? logicalId
    const inner: Place = {
      prefix: `${place.prefix}${construct}-`,
      unique: place.unique,
      parameter: (wanted) => resolve(values[wanted], scope),
    }
    nested.set(logicalId, openStack(files, files.nested(String(resolve(url, scope))), inner))
  }
  return {
    resources: [...resources, ...nested.values().flatMap((stack) => stack.resources)],
    output: (wanted) => resolve(template.Outputs[wanted]?.Value, scope),
  }
}

/** Every resource of the assembly with these parameter values; throws when a parameter without default has no value. */
export const openResources = (
  files: StackFiles,
  parameters: Readonly<Record<string, string>>,
  unique: string,
): readonly Resource[] => {
  const { template } = files
  const valueOf = (name: string): unknown => parameters[name] ?? template.Parameters[name]?.Default
  const missing = Object.keys(template.Parameters).filter((name) => valueOf(name) === undefined)
  if (missing.length > 0) throw new Error(`The stack's parameters need a value: ${missing.join(', ')}.`)
  return openStack(files, template, { prefix: '', unique, parameter: valueOf }).resources
}
