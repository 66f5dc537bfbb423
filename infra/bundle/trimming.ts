import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { withoutUnusedResources } from './payment-resources.ts'

/** Something that the bundles leave out, as functions never use it. */
interface TrimmingRule {
  /** The files that hold it. */
  readonly files: RegExp
  /** A file's source without it; `undefined` where the file does not hold it. */
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
const COMPILER = 'const generateFastpass = (shape) => {'

/** Schemas that are never compiled, without their compiler. */
const withoutCompiler = (source: string): string | undefined =>
  source.includes(JIT) && source.includes(COMPILER)
    ? source.replace(JIT, 'const jit = false;').replace(COMPILER, `${COMPILER} return undefined;`)
    : undefined

const COPIED = 'const stack = clientStack.concat(this.middlewareStack);'
const COPY = 'this.clientCommand.resolveMiddleware(stack,'

/** Commands that copy the middleware once: the command that they wrap has the same stack, and copies it again. */
const copiedOnce = (source: string): string | undefined =>
  source.includes(COPIED) && source.includes(COPY)
    ? source.replace(COPIED, '').replace(COPY, COPY.replace('(stack', '(clientStack'))
    : undefined

const versionAlone = (source: string): string | undefined => {
  const [version] = /"version": "[\w.-]+"/.exec(source) ?? []
  return version && `{ ${version} }`
}

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
  'endpoint rules of DynamoDB': {
    files: /[\\/]@aws-sdk[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    change: insteadOf('defaultEndpointResolver', standIn('dynamodb-endpoint')),
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
  'a second copy of the middleware for each request': {
    files: /[\\/]@aws-sdk[\\/]lib-dynamodb[\\/]dist-es[\\/]commands[\\/]\w+Command\.js$/,
    change: copiedOnce,
  },
  'hashing without node:crypto': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Sha256Js\.js$/,
    change: throwing,
  },
  'adaptive retries': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]util-retry[\\/]AdaptiveRetryStrategy\.js$/,
    change: throwing,
  },
  'schemas of other calls': {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/,
    change: withPlainKeys,
  },
  'package.json but for its version': {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/,
    change: versionAlone,
  },
  'writing JSON Schema': {
    files: /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/,
    change: throwing,
  },
  'compiling schemas, which few functions live long enough to earn back': {
    files: /[\\/]zod[\\/]v4[\\/]core[\\/]schemas\.js$/,
    change: withoutCompiler,
  },
  'parts of the payment provider that are never asked': {
    files: /[\\/]stripe[\\/]esm[\\/]stripe\.esm\.node\.js$/,
    change: withoutUnusedResources,
  },
  'event notifications of the payment provider': {
    files: /[\\/]stripe[\\/]esm[\\/]StripeEventNotificationHandler\.js$/,
    change: throwing,
  },
} as const satisfies Record<string, TrimmingRule>

const PUBLIC_SUFFIXES = 'the public suffix list where a domain is only declared'
const SEEN = Symbol('seen')

/** The names of all rules. */
export const trimmingNames = [...Object.keys(trimmingRules), PUBLIC_SUFFIXES]

/** Leaves out what functions never use; `unused` names the rules that have found nothing so far. */
export const trimming = (): { readonly plugin: Plugin; readonly unused: () => string[] } => {
  const used = new Set<string>()
  const plugin: Plugin = {
    name: 'trimming',
    setup: ({ onLoad, onResolve, resolve }) => {
      // Its package does not declare that importing it has no effect, so whatever names it would carry its list.
      onResolve({ filter: /^tldts$/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === SEEN) return undefined
        used.add(PUBLIC_SUFFIXES)
        return { ...(await resolve(path, { ...from, pluginData: SEEN })), sideEffects: false }
      })
      for (const [name, { files, change }] of Object.entries(trimmingRules))
        onLoad({ filter: files }, ({ path }) => {
          const contents = change(readFileSync(path, 'utf8'))
          if (contents === undefined) return undefined
          used.add(name)
          return { contents, loader: path.endsWith('.json') ? 'json' : 'ts' }
        })
    },
  }
  return {
    plugin,
    unused: () => trimmingNames.filter((name) => !used.has(name)),
  }
}
