import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const Declared = z.record(z.string(), z.unknown()).default({})

export const TemplateResource = z.object({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
})
export type TemplateResource = z.infer<typeof TemplateResource>

const Template = z.object({
  Parameters: z
    .record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() }))
    .default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: Declared,
  Resources: z.record(z.string(), TemplateResource).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
})
export type Template = z.infer<typeof Template>

const Metadata = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.unknown().optional() })))

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
      additionalMetadataFile: z.string().optional(),
      metadata: Metadata.optional(),
      displayName: z.string().optional(),
    }),
  ),
})

const Assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}),
})

const readJson = <S extends z.ZodType>(file: string, schema: S): z.infer<S> =>
  schema.parse(JSON.parse(readFileSync(file, 'utf8')))

/** The files of one synthesized stack. */
export interface StackFiles {
  readonly stackName: string
  /** The construct path of the stack itself. */
  readonly stackPath: string
  readonly template: Template
  /** The nested template whose asset a template URL names. */
  nested(templateUrl: string): Template
  /** The folder of a code asset, by its S3 key. */
  codeDir(key: string): string
  /** The construct path of a resource, where synthesis noted it. */
  constructPath(stackPath: string, logicalId: string): string | undefined
}

/** Reads the only stack of an assembly, its nested templates and its code assets. */
export const readStackFiles = (assemblyDir: string): StackFiles => {
  const manifestFile = join(assemblyDir, 'manifest.json')
  if (!existsSync(manifestFile))
    throw new Error(`No synthesized assembly in ${assemblyDir}: run "cdk synth" first.`)
  const { artifacts } = readJson(manifestFile, Manifest)
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack')
  const [[stackName, stack] = []] = stacks
  const templateFile = stack?.properties?.templateFile
  if (stackName === undefined || stack === undefined || templateFile === undefined || stacks.length > 1)
    throw new Error(`The laptop runs one stack; ${assemblyDir} has ${stacks.length}.`)

  const noted = stack.additionalMetadataFile
  const metadata = noted === undefined ? (stack.metadata ?? {}) : readJson(join(assemblyDir, noted), Metadata)
  const pathsOfLogicalId = Map.groupBy(
    Object.entries(metadata).flatMap(([path, entries]) =>
      entries
        .filter(({ type }) => type === 'aws:cdk:logicalId')
        .map(({ data }) => ({ path, logicalId: data })),
    ),
    ({ logicalId }) => logicalId,
  )

  const assets = new Map<string, string>()
  for (const { type, properties } of Object.values(artifacts)) {
    const file = properties?.['file']
    if (type !== 'cdk:asset-manifest' || typeof file !== 'string') continue
    for (const [hash, { source }] of Object.entries(readJson(join(assemblyDir, file), Assets).files))
      if (source.path !== undefined) assets.set(hash, join(assemblyDir, source.path))
  }
  const asset = (name: string): string => {
    const hash = /([0-9a-f]{64})\.\w+$/.exec(name)?.[1]
    const path = hash === undefined ? undefined : assets.get(hash)
    if (path === undefined) throw new Error(`The assembly has no asset for ${name}.`)
    return path
  }

  return {
    stackName,
    stackPath: `/${(stack.displayName ?? stackName).split(' ')[0] ?? stackName}`,
    template: readJson(join(assemblyDir, templateFile), Template),
    nested: (templateUrl) => readJson(asset(templateUrl), Template),
    codeDir: asset,
    constructPath: (stackPath, logicalId) =>
      pathsOfLogicalId.get(logicalId)?.find(({ path }) => path.startsWith(`${stackPath}/`))?.path,
  }
}
