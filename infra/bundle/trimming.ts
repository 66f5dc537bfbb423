import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Something that the bundles leave out, as functions never use it. */
interface TrimmingRule {
  /** The files that hold it. */
  readonly files: RegExp
  /** A file's source without it, in TypeScript; `undefined` where the file does not hold it. */
  readonly change: (source: string) => string | undefined
}

/** Another module in place of one that exports this name. */
const insteadOf =
  (exported: string, replacement: string): TrimmingRule['change'] =>
  (source) =>
    source.includes(exported) ? replacement : undefined

const standIn = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')

const EXPORTED = /^export (?:const|function|async function|class) (\w+)|^export \{ \w+ as (\w+) \}/gm

/** The same exports, which throw when they are called. */
const throwing = (source: string): string | undefined => {
  const names = [...source.matchAll(EXPORTED)].map(([, declared, renamed]) => declared ?? renamed)
  if (names.length === 0) return undefined
  return `function absent() { throw new Error('This was left out of the bundle: see infra/bundle/trimming.ts') }
export { ${names.map((name) => `absent as ${name}`).join(', ')} }`
}

/** Writes computed keys out, so that the bundler sees that the schemas of other calls have no effect, and drops them. */
const withPlainKeys = (source: string): string | undefined => {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  )
  const plain = source.replaceAll(/\[(_\w+)\]:/g, (computed, name: string) => {
    const key = names.get(name)
    return key === undefined ? computed : `${key}:`
  })
  return plain === source ? undefined : plain
}

const JIT = 'const jit = !core.globalConfig.jitless;'

/** The rules by what they leave out; ADR 10 has the gain of each. */
export const trimmingRules = {
  'other credentials than those of the environment': {
    files: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
    change: insteadOf('defaultProvider', standIn('environment-credentials')),
  },
  'other configuration than that of the environment': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]node-config-provider[\\/]configLoader\.js$/,
    change: insteadOf('loadConfig', standIn('environment-configuration')),
  },
  'event streams': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]event-streams[\\/]index\.js$/,
    change: insteadOf('EventStreamSerde', standIn('no-event-streams')),
  },
  'endpoint discovery': {
    files: /[\\/]@aws-sdk[\\/]middleware-endpoint-discovery[\\/]dist-es[\\/]index\.js$/,
    change: insteadOf('resolveEndpointDiscoveryConfig', standIn('no-endpoint-discovery')),
  },
  'web streams, which would load built-in modules at the start': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]stream-type-check\.js$/,
    change: insteadOf(
      'isReadableStream',
      'export const isReadableStream = () => false, isBlob = () => false',
    ),
  },
  'hashing without node:crypto': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Sha256Js\.js$/,
    change: throwing,
  },
  'schemas of other calls': {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/,
    change: withPlainKeys,
  },
  'writing JSON Schema': {
    files: /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/,
    change: throwing,
  },
  'compiling schemas, which few functions live long enough to earn back': {
    files: /[\\/]zod[\\/]v4[\\/]core[\\/]schemas\.js$/,
    change: (source) => (source.includes(JIT) ? source.replace(JIT, 'const jit = false;') : undefined),
  },
} as const satisfies Record<string, TrimmingRule>

/** Packages that do not declare that they have no side effects, so that whatever imports one would carry all of it. */
const SHAKEN: Readonly<Record<string, string>> = {
  tldts: 'the public suffix list where a domain is only declared',
  '@aws-sdk/lib-dynamodb': 'commands of the document client that are never sent',
}
const SEEN = Symbol('seen')

/** Leaves out what functions carry and never use; `unused` names the rules that have found nothing so far. */
export const trimming = (): { readonly plugin: Plugin; readonly unused: () => string[] } => {
  const used = new Set<string>()
  const plugin: Plugin = {
    name: 'trimming',
    setup: ({ onLoad, onResolve, resolve }) => {
      onResolve({ filter: /^(?:tldts|@aws-sdk\/lib-dynamodb)$/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === SEEN) return undefined
        used.add(SHAKEN[path] ?? path)
        return { ...(await resolve(path, { ...from, pluginData: SEEN })), sideEffects: false }
      })
      for (const [name, { files, change }] of Object.entries(trimmingRules))
        onLoad({ filter: files }, ({ path }) => {
          const contents = change(readFileSync(path, 'utf8'))
          if (contents === undefined) return undefined
          used.add(name)
          return { contents, loader: 'ts' }
        })
    },
  }
  return {
    plugin,
    unused: () => [...Object.keys(trimmingRules), ...Object.values(SHAKEN)].filter((name) => !used.has(name)),
  }
}
