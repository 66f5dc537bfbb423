import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const TemplateResource = z.object({
  Type: z.string(),
  Condition: z.undefined().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.object({ 'aws:cdk:path': z.string() }),
})

const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), TemplateResource).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
})
export type Template = z.infer<typeof Template>

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
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
  readonly template: Template
  /** The nested template of a template URL. */
  nested(templateUrl: string): Template
  /** The folder of a code asset, by its S3 key. */
  codeDir(key: string): string
}

/** Reads the only stack of an assembly, its nested templates and its code assets. */
export const readStackFiles = (assemblyDir: string): StackFiles => {
  const manifestFile = join(assemblyDir, 'manifest.json')
  if (!existsSync(manifestFile))
    throw new Error(`No synthesized assembly in ${assemblyDir}: run "cdk synth" first.`)
  const artifacts = Object.values(readJson(manifestFile, Manifest).artifacts)
  const stacks = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack')
  const templateFile = stacks[0]?.properties?.templateFile
  if (templateFile === undefined || stacks.length > 1)
    throw new Error(`${assemblyDir} must have one stack; it has ${stacks.length}.`)

  const assets = new Map<string, string>()
  for (const { type, properties } of artifacts) {
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
    template: readJson(join(assemblyDir, templateFile), Template),
    nested: (templateUrl) => readJson(asset(templateUrl), Template),
    codeDir: asset,
  }
}
