import { type FunctionDeclaration, type Secrets, functionsOf } from './declared-functions.ts'
import { type HttpApi, httpApisOf } from './declared-routes.ts'
import { type DeclaredSite, siteOf } from './declared-site.ts'
import { type TableDeclaration, tablesOf } from './declared-tables.ts'
import {
  type EventRule,
  type Schedule,
  type StreamReader,
  eventRulesOf,
  queueReadersOf,
  schedulesOf,
  streamReadersOf,
} from './declared-triggers.ts'
import { openResources } from './stacks.ts'
import { readStackFiles } from './template.ts'

/** What a synthesized stack declares, as far as the laptop runs it. */
export interface Assembly {
  readonly functions: readonly FunctionDeclaration[]
  readonly apis: readonly HttpApi[]
  readonly tables: readonly TableDeclaration[]
  readonly schedules: readonly Schedule[]
  readonly streamReaders: readonly StreamReader[]
  readonly eventRules: readonly EventRule[]
  /** The functions that read the queue of dead letters. */
  readonly queueReaders: readonly string[]
  /** What a distribution serves besides the API, where there is one. */
  readonly site: DeclaredSite | undefined
}

export interface AssemblyOptions {
  /** The folder that `cdk synth` wrote. */
  readonly assemblyDir: string
  readonly parameters: Readonly<Record<string, string>>
  readonly secrets: Secrets
  /** The end of the names of tables, so that installations on one DynamoDB have tables of their own. */
  readonly unique: string
}

/** Reads a synthesized assembly: its stack and the nested ones. */
export const readAssembly = ({ assemblyDir, parameters, secrets, unique }: AssemblyOptions): Assembly => {
  const files = readStackFiles(assemblyDir)
  const resources = openResources(files, parameters, unique)
  const functions = functionsOf(files, resources, secrets)

  const nameOf = new Map(
    functions.flatMap(({ arn, functionName }) => [
      [arn, functionName],
      [functionName, functionName],
    ]),
  )
  const functionNamed = (arn: string): string => {
    const name = nameOf.get(arn)
    if (name === undefined) throw new Error(`The assembly has no function ${arn}.`)
    return name
  }
  return {
    functions,
    apis: httpApisOf(resources, functionNamed),
    tables: tablesOf(resources),
    schedules: schedulesOf(resources, functionNamed),
    streamReaders: streamReadersOf(resources, functionNamed),
    eventRules: eventRulesOf(resources, functionNamed),
    queueReaders: queueReadersOf(resources, functionNamed),
    site: siteOf(files, resources),
  }
}

/** The declaration of a function by its name; throws where there is none. */
export const findFunction = ({ functions }: Assembly, name: string): FunctionDeclaration => {
  const found = functions.find(({ functionName }) => functionName === name)
  if (found === undefined) throw new Error(`The assembly has no function ${name}.`)
  return found
}
