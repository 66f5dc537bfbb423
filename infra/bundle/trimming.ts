import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import { withoutUnusedResources } from './payment-resources.ts'
import {
  compactSuffixes,
  insteadOf,
  plainFirst,
  replaced,
  servingAll,
  standIn,
  throwing,
  valuesAsJson,
  versionAlone,
  withPlainKeys,
  withoutCompiler,
  withoutRegions,
  type Trim,
} from './trimmed-source.ts'

/** Something that the bundles leave out, as functions never use it. */
interface TrimmingRule {
  /** The files that hold it. */
  readonly files: RegExp
  readonly change: Trim
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
  'names of regions': {
    files: /[\\/]@aws-sdk[\\/]core[\\/].*[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    change: withoutRegions,
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
  'steps of a document command for each request': {
    files: /[\\/]@aws-sdk[\\/]lib-dynamodb[\\/]dist-es[\\/]commands[\\/]\w+Command\.js$/,
    change: servingAll,
  },
  'a client of documents that looks up its steps for each request': {
    files: /[\\/]@aws-sdk[\\/]lib-dynamodb[\\/]dist-es[\\/]DynamoDBDocumentClient\.js$/,
    change: replaced(
      [
        'this.config = client.config;',
        'this.config = Object.assign(client.config, { cacheMiddleware: true });',
      ],
      ['this.config?.cacheMiddleware', 'false'],
    ),
  },
  'twelve questions about each text and number that is marshalled, and bytes, which the table never holds': {
    files: /[\\/]@aws-sdk[\\/]util-dynamodb[\\/]dist-es[\\/]convertToAttr\.js$/,
    change: plainFirst,
  },
  'a look for bytes in each value of the table': {
    files: /[\\/]@aws-sdk[\\/]dynamodb-codec[\\/]dist-es[\\/]codec-v2[\\/]DynamoDBJsonCodec2\.js$/,
    change: valuesAsJson,
  },
  'pairs of the members of each part of a request': {
    files: /[\\/]@aws-sdk[\\/]lib-dynamodb[\\/]dist-es[\\/]commands[\\/]utils\.js$/,
    change: replaced(
      [
        `        accumulator = {};
        for (const [k, v] of Object.entries(obj)) {
            if (typeof v !== "function") {
                accumulator[k] = v;
            }
        }`,
        '        accumulator = { ...obj };',
      ],
      [
        'for (const [nodeKey, nodes] of Object.entries(keyNodes)) {',
        'for (const nodeKey in keyNodes) {\n        const nodes = keyNodes[nodeKey];',
      ],
    ),
  },
  'endpoints of DynamoDB resolved anew for each request': {
    files: /[\\/]@aws-sdk[\\/]client-dynamodb[\\/]dist-es[\\/]commandBuilder\.js$/,
    change: replaced([
      'import { getEndpointPlugin } from "@smithy/core/endpoints";',
      standIn('endpoint-once'),
    ]),
  },
  'steps that find endpoints, where they are not taken': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]endpoints[\\/]index\.js$/,
    change: replaced([' = bind', ' = /* @__PURE__ */ bind']),
  },
  'an error for each request that does not fail': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]middleware-retry[\\/]retryMiddleware\.js$/,
    change: replaced(['let lastError = new Error();', 'let lastError;']),
  },
  'copies of the configuration for each request': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]schema(?:Des|S)erializationMiddleware\.js$/,
    change: replaced(['...config,', 'streamCollector: config.streamCollector,']),
  },
  'copies of the configuration for each signature': {
    files: /[\\/]@aws-sdk[\\/]core[\\/].*[\\/]resolveAwsSdkSigV4Config\.js$/,
    change: replaced(['...config,', 'applyChecksum: config.applyChecksum,']),
  },
  'a hash of the secret for each signature, to find the key of the day': {
    files: /[\\/]@smithy[\\/]signature-v4[\\/]dist-es[\\/]credentialDerivation\.js$/,
    change: replaced(
      [
        'const credsHash = await hmac(sha256Constructor, credentials.secretAccessKey, credentials.accessKeyId);',
        '',
      ],
      ['${toHex(credsHash)}', '${credentials.accessKeyId}:${credentials.secretAccessKey}'],
    ),
  },
  'hexadecimal digits one by one': {
    files: /[\\/]@smithy[\\/]core[\\/].*[\\/]hex-encoding\.js$/,
    change: replaced([
      `    let out = "";
    for (let i = 0; i < bytes.byteLength; i++) {
        out += SHORT_TO_HEX[bytes[i]];
    }
    return out;`,
      '    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");',
    ]),
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
  'rules of the public suffix list that do not decide about domains': {
    files: /[\\/]shared[\\/]domains[\\/]registry-suffix\.ts$/,
    change: (source) => (source.includes('registrySuffix') ? compactSuffixes() : undefined),
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

/** The names of all rules. */
export const trimmingNames = Object.keys(trimmingRules)

/** Leaves out what functions never use; `unused` names the rules that have found nothing so far. */
export const trimming = (): { readonly plugin: Plugin; readonly unused: () => string[] } => {
  const used = new Set<string>()
  const plugin: Plugin = {
    name: 'trimming',
    setup: ({ onLoad }) => {
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
