import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { afterAll, beforeAll } from 'vitest'
import * as z from 'zod'
import type { Bundles } from '../../infra/bundle.ts'
import { stageOf, type Choices } from '../../infra/choices.ts'
import { programmeApp } from '../../infra/programme-app.ts'
import { ProgrammeStack } from '../../infra/programme-stack.ts'
import { contract, operations } from '../../shared/contract/contract.ts'
import type { Operation } from '../../shared/declaration/operation.ts'
import { permissionsOf } from './statements.ts'

const Properties = z.record(z.string(), z.json())
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: Properties.default({}) })),
  Parameters: z
    .record(
      z.string(),
      z.object({
        Description: z.string().optional(),
        AllowedPattern: z.string().optional(),
        Default: z.string().optional(),
      }),
    )
    .default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.json() })).default({}),
})
const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((value) => value['Fn::GetAtt'][0]),
])
const LambdaFunction = z.object({
  Description: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Role: Reference,
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Handler: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  LoggingConfig: z.object({ LogGroup: Reference }),
  TracingConfig: z.object({ Mode: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.json()) }),
})

export const STAGES = ['dev', 'prod'] as const
export type StageName = (typeof STAGES)[number]

interface Resource {
  readonly id: string
  readonly template: string
  readonly type: string
  readonly properties: z.infer<typeof Properties>
}
interface Synthesized {
  /** The folder that the templates and their assets are in. */
  readonly outdir: string
  /** The templates by file name, and how many resources each has. */
  readonly texts: ReadonlyMap<string, string>
  readonly sizes: ReadonlyMap<string, number>
  readonly resources: readonly Resource[]
  /** What AwsSolutions finds that is not acknowledged, and the paths of all constructs. */
  readonly findings: readonly string[]
  readonly paths: readonly string[]
  readonly outputs: z.infer<typeof Template>['Outputs']
  readonly parameters: z.infer<typeof Template>['Parameters']
  of(type: string): readonly Resource[]
}

const stages = new Map<StageName, Synthesized>()
const folders: string[] = []

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'programme-'))
  folders.push(folder)
  return folder
}
/** Removes what was synthesized. */
export const removeFolders = (): void =>
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true }))

const synthesized = (app: App, outdir: string): Synthesized => {
  app.synth()
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  const texts = new Map(
    readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, readFileSync(join(outdir, file), 'utf8')]),
  )
  const templates = [...texts].map(([file, text]) => ({ file, ...Template.parse(JSON.parse(text)) }))
  const resources = templates.flatMap(({ file, Resources }) =>
    Object.entries(Resources).map(([id, { Type, Properties }]) => ({
      id,
      template: file,
      type: Type,
      properties: Properties,
    })),
  )
  const main = templates.find(({ file }) => !file.includes('.nested.'))
  return {
    outdir,
    texts,
    sizes: new Map(templates.map(({ file, Resources }) => [file, Object.keys(Resources).length])),
    resources,
    findings: violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
    paths: app.node.findAll().map(({ node }) => node.path),
    outputs: main?.Outputs ?? {},
    parameters: main?.Parameters ?? {},
    of: (type) => resources.filter((resource) => resource.type === type),
  }
}

/** Synthesizes both stages before the tests of a file. */
export const synthesizeStages = (): void => {
  beforeAll(async () => {
    for (const name of STAGES) {
      const outdir = temporaryFolder()
      stages.set(
        name,
        synthesized(await programmeApp({ areas: contract, choices: { stage: name }, outdir }), outdir),
      )
    }
  }, 120_000)
  afterAll(removeFolders)
}

/** Some operations of every kind of need, whose code is not built. */
const { identity = {}, notifications = {} } = contract
const bundles: Bundles = {
  folderOf: () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => {}')
    return folder
  },
  measure: (name) => {
    throw new Error(`${name} is not built`)
  },
}

/** A console of two files. */
const smallConsole = (): string => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets', 'index-1.js'), '')
  return folder
}

/** The templates of what was chosen, with the operations of two areas, whose code is not built; `removeFolders` removes them. */
export const templatesOf = (choices: Choices): Synthesized => {
  const outdir = temporaryFolder()
  const app = new App({ outdir })
  const chosen = stageOf(choices)
  new ProgrammeStack(app, `Programme-${chosen.name}`, {
    stage: chosen,
    areas: { identity, notifications },
    bundles,
    consoleFolder: smallConsole(),
  })
  return synthesized(app, outdir)
}

/** What a stage was synthesized to. */
export const stage = (name: StageName): Synthesized => {
  const found = stages.get(name)
  if (!found) throw new Error(`${name} is not synthesized`)
  return found
}

const CustomResource = z.object({ ServiceToken: Reference })

/** The functions that a deployment itself calls, for custom resources of its own. */
export const deployingFunctions = (name: StageName): readonly Resource[] => {
  const called = new Set(
    stage(name)
      .resources.filter(({ type }) => type.startsWith('Custom::'))
      .map(({ template, properties }) => `${template} ${CustomResource.parse(properties).ServiceToken}`),
  )
  return stage(name)
    .of('AWS::Lambda::Function')
    .filter(({ template, id }) => called.has(`${template} ${id}`))
}

/** An operation's function: its template, id, properties and permissions, by its operation's name. */
export const functionsOf = (name: StageName) => {
  const deploying = deployingFunctions(name)
  return new Map(
    stage(name)
      .of('AWS::Lambda::Function')
      .filter((resource) => !deploying.includes(resource))
      .map(({ properties, template, id }) => {
        const parsed = LambdaFunction.parse(properties)
        const role = stage(name).resources.find(
          (some) => some.template === template && some.id === parsed.Role,
        )
        const operation = parsed.Description.slice(0, parsed.Description.indexOf(':'))
        return [operation, { ...parsed, id, template, ...permissionsOf(role?.properties) }]
      }),
  )
}

/** The operation of that name. */
export const operationNamed = (name: string): Operation => {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`There is no operation ${name}`)
  return found
}

/** Whether a stage has an operation. */
export const inStage =
  (name: StageName) =>
  ({ declaration }: Operation): boolean =>
    name === 'dev' || !declaration.onlyWithClock
