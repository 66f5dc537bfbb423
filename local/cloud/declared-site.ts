import * as z from 'zod'
import type { Resource } from './stacks.ts'
import type { StackFiles } from './template.ts'

/** What a deploy uploads into the bucket of a site. */
export interface Upload {
  /** The folders whose files it uploads. */
  readonly folders: readonly string[]
  /** The start of their keys, which ends with `/`, or nothing. */
  readonly prefix: string
  readonly cacheControl: string
  /** What a deploy puts in place of texts in the files. */
  readonly replaced: Readonly<Record<string, string>>
}

/** The site of a distribution on one origin with the API. */
export interface DeclaredSite {
  /** The paths that the API answers, in which `*` stands for any text. */
  readonly apiPaths: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** The code of the function that gives a request another path. */
  readonly pathFunction: string
  readonly uploads: readonly Upload[]
}

const Distribution = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: z.object({
      ResponseHeadersPolicyId: z.string(),
      FunctionAssociations: z.tuple([
        z.object({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }),
      ]),
    }),
    CacheBehaviors: z.array(z.object({ PathPattern: z.string() })),
  }),
})

const Overriding = z.literal(true)
/** A header that the laptop does not know is refused, not ignored. */
const HeadersPolicy = z.object({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    CustomHeadersConfig: z.object({
      Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override: Overriding })),
    }),
    SecurityHeadersConfig: z.strictObject({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string(), Override: Overriding }),
      ContentTypeOptions: z.object({ Override: Overriding }),
      ReferrerPolicy: z.object({ ReferrerPolicy: z.string(), Override: Overriding }),
      StrictTransportSecurity: z.strictObject({
        AccessControlMaxAgeSec: z.int(),
        IncludeSubdomains: z.literal(true),
        Override: Overriding,
      }),
    }),
  }),
})

const PathFunction = z.object({ FunctionCode: z.string() })

const BucketDeployment = z.object({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  DestinationBucketKeyPrefix: z.string().optional(),
  SystemMetadata: z.strictObject({ 'cache-control': z.string() }),
})

const headersOf = (policy: z.infer<typeof HeadersPolicy>): Record<string, string> => {
  const { CustomHeadersConfig: custom, SecurityHeadersConfig: security } = policy.ResponseHeadersPolicyConfig
  return {
    'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  }
}

/** The site that the stack declares, where it declares one. */
export const siteOf = (files: StackFiles, resources: readonly Resource[]): DeclaredSite | undefined => {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type)
  const only = (type: string, isWanted: (resource: Resource) => boolean): unknown => {
    const found = ofType(type).find(isWanted)
    if (found === undefined) throw new Error(`The distribution names a resource that is no ${type}.`)
    return found.properties
  }
  const [distribution, ...others] = ofType('AWS::CloudFront::Distribution')
  if (distribution === undefined) return undefined
  if (others.length > 0) throw new Error('The assembly has more than one distribution.')
  const { DefaultCacheBehavior: behaviour, CacheBehaviors } = Distribution.parse(
    distribution.properties,
  ).DistributionConfig
  const [{ FunctionARN }] = behaviour.FunctionAssociations
  return {
    apiPaths: CacheBehaviors.map(({ PathPattern }) => PathPattern),
    headers: headersOf(
      HeadersPolicy.parse(
        only(
          'AWS::CloudFront::ResponseHeadersPolicy',
          ({ reference }) => reference === behaviour.ResponseHeadersPolicyId,
        ),
      ),
    ),
    pathFunction: PathFunction.parse(
      only('AWS::CloudFront::Function', ({ name }) => FunctionARN === `${name}.FunctionARN`),
    ).FunctionCode,
    uploads: ofType('Custom::CDKBucketDeployment').map(({ properties }) => {
      const { SourceObjectKeys, SourceMarkers, DestinationBucketKeyPrefix, SystemMetadata } =
        BucketDeployment.parse(properties)
      return {
        folders: SourceObjectKeys.map((key) => files.codeDir(key)),
        prefix: DestinationBucketKeyPrefix === undefined ? '' : `${DestinationBucketKeyPrefix}/`,
        cacheControl: SystemMetadata['cache-control'],
        replaced: Object.assign({}, ...SourceMarkers),
      }
    }),
  }
}
