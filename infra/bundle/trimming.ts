import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'
import * as z from 'zod'

const standIn = (name: string): string => join(import.meta.dirname, `${name}.ts`)

/** Packages of the SDK that functions have no use for, and what stands in for them. */
export const standIns = {
  '@aws-sdk/credential-provider-node': standIn('environment-credentials'),
  '@aws-sdk/middleware-endpoint-discovery': standIn('no-endpoint-discovery'),
  '@smithy/core/event-streams': standIn('no-event-streams'),
}

/** Modules whose exports are never called in a function: writing JSON Schema, hashing without `node:crypto`, adaptive retries, asking an instance for its region. */
const uncalled =
  /[\\/](?:zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)|@smithy[\\/]core[\\/].*[\\/](?:Sha256Js|AdaptiveRetryStrategy|getInstanceMetadataRegion))\.js$/
const packageFile = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/
const schemasFile = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/
const configurationFile = /[\\/]@smithy[\\/]core[\\/].*[\\/]node-config-provider[\\/]configLoader\.js$/
const streamTypesFile = /[\\/]@smithy[\\/]core[\\/].*[\\/]stream-type-check\.js$/
const partitionsFile = /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/

const exported = /^export (?:const|function|async function|class) (\w+)|^export \{ \w+ as (\w+) \}/gm

const throwing = (source: string): string => {
  const names = [...source.matchAll(exported)].map(([, declared, renamed]) => declared ?? renamed)
  return `function absent() { throw new Error('This was left out of the bundle: see infra/bundle/trimming.ts') }
export { ${names.map((name) => `absent as ${name}`).join(', ')} }`
}

/** Writes computed keys out, so that the schemas of calls never made can be seen to have no effect and are dropped. */
const withPlainKeys = (source: string): string => {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  )
  return source.replaceAll(/\[(_\w+)\]:/g, (computed, name: string) => {
    const key = names.get(name)
    return key === undefined ? computed : `${key}:`
  })
}

const Package = z.object({ version: z.string() })
const Partitions = z.object({
  partitionsInfo: z.looseObject({ partitions: z.array(z.looseObject({ regions: z.object({}) })) }),
})

const SEEN = Symbol('seen')

/** Leaves out what a function carries but never uses, some 30 kB, or 70 with mail. */
export const trimming: Plugin = {
  name: 'trimming',
  setup: ({ onLoad, onResolve, resolve }) => {
    // Packages that do not say that their modules only export: whoever declares a domain would carry the list of suffixes, whoever asks the table every command.
    onResolve(
      { filter: /^(?:tldts|@aws-sdk\/lib-dynamodb)$/ },
      async ({ path, pluginData, importer, kind, resolveDir }) =>
        pluginData === SEEN
          ? undefined
          : {
              ...(await resolve(path, { importer, kind, resolveDir, pluginData: SEEN })),
              sideEffects: false,
            },
    )
    // Answers come as Node's own streams; to look for the web's would load those into every start.
    onLoad({ filter: streamTypesFile }, () => ({
      contents: 'export const isReadableStream = () => false, isBlob = () => false',
    }))
    onLoad({ filter: configurationFile }, () => ({
      contents: readFileSync(standIn('environment-configuration'), 'utf8'),
      loader: 'ts',
    }))
    onLoad({ filter: uncalled }, ({ path }) => ({ contents: throwing(readFileSync(path, 'utf8')) }))
    onLoad({ filter: schemasFile }, ({ path }) => ({ contents: withPlainKeys(readFileSync(path, 'utf8')) }))
    onLoad({ filter: packageFile }, ({ path }) => ({
      contents: JSON.stringify(Package.parse(JSON.parse(readFileSync(path, 'utf8')))),
      loader: 'json',
    }))
    onLoad({ filter: partitionsFile }, async ({ path }) => {
      const { partitionsInfo } = Partitions.parse(await import(pathToFileURL(path).href))
      return { contents: `export const partitionsInfo = ${JSON.stringify(partitionsInfo)}` }
    })
  },
}
