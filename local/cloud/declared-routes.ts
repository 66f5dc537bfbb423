import * as z from 'zod'
import type { Resource } from './stacks.ts'

/** What a token must have to pass a route's authorizer. */
export interface JwtAuthorizer {
  readonly issuer: string
  readonly audiences: readonly string[]
  /** The token must have one of these; where there are none, any token passes. */
  readonly scopes: readonly string[]
}

export interface Route {
  /** Method and path, such as `GET /v1/partners/{partnerId}`. */
  readonly routeKey: string
  readonly functionName: string
  readonly timeoutMilliseconds: number
  readonly authorizer?: JwtAuthorizer
}

export interface HttpApi {
  readonly apiId: string
  readonly routes: readonly Route[]
}

const Api = z.object({ CorsConfiguration: z.undefined().optional() })
const RouteProperties = z.object({
  ApiId: z.string(),
  /** One method and one path: neither `ANY`, `$default` nor `{proxy+}`. */
  RouteKey: z.string().regex(/^(?!ANY )[A-Z]+ \/[^+]*$/),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
})
const Integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().default(30_000),
})
const Authorizer = z.object({
  AuthorizerType: z.literal('JWT'),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
})

const ofType = <S extends z.ZodType>(
  resources: readonly Resource[],
  type: string,
  schema: S,
): Map<string, z.infer<S>> =>
  new Map(
    resources
      .filter((resource) => resource.type === `AWS::ApiGatewayV2::${type}`)
      .map(({ reference, properties }) => [reference, schema.parse(properties)]),
  )

/** The HTTP APIs that the stack declares, each with its routes. */
export const httpApisOf = (
  resources: readonly Resource[],
  functionNamed: (arn: string) => string,
): readonly HttpApi[] => {
  const integrations = ofType(resources, 'Integration', Integration)
  const authorizers = ofType(resources, 'Authorizer', Authorizer)
  const routes = ofType(resources, 'Route', RouteProperties)
    .values()
    .map(({ ApiId, RouteKey, Target, AuthorizationType, AuthorizerId, AuthorizationScopes }) => {
      const integration = integrations.get(Target.replace('integrations/', ''))
      if (integration === undefined) throw new Error(`Route ${RouteKey} has no integration ${Target}.`)
      const route = {
        routeKey: RouteKey,
        functionName: functionNamed(integration.IntegrationUri),
        timeoutMilliseconds: integration.TimeoutInMillis,
      }
      if (AuthorizationType === 'NONE') return { apiId: ApiId, route }
      const jwt = authorizers.get(AuthorizerId ?? '')?.JwtConfiguration
      if (jwt === undefined) throw new Error(`Route ${RouteKey} has no authorizer ${AuthorizerId}.`)
      const authorizer = { issuer: jwt.Issuer, audiences: jwt.Audience, scopes: AuthorizationScopes }
      return { apiId: ApiId, route: { ...route, authorizer } }
    })
    .toArray()
  return ofType(resources, 'Api', Api)
    .keys()
    .map((apiId) => ({
      apiId,
      routes: routes.filter((found) => found.apiId === apiId).map(({ route }) => route),
    }))
    .toArray()
}
