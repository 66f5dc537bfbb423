import { Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct, type IDependable } from 'constructs'
import { isHttp, type HttpDeclaration } from '../shared/declaration/operation.ts'
import { requiredScope } from '../shared/declaration/scope.ts'
import type { SignIn } from './identity.ts'
import type { OperationFunction } from './operation-function.ts'
import type { Stage } from './stages.ts'
import { throttleOf } from './throttles.ts'

/** What the access log has of each request: no path and no e-mail address, but the sender's subject and network address, by which refusals are traced (R64). */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  subject: '$context.authorizer.claims.sub',
  sourceIp: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
}

/** The HTTP API: all but its public routes need an access token of the user pool. */
export class Api extends Construct {
  readonly url: string
  readonly domainName: string
  readonly accessLogs: LogGroup
  readonly served: HttpStage
  readonly #http: HttpApi
  readonly #stage: Stage
  #authorizer: HttpJwtAuthorizer | undefined

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'Api')
    this.#http = new HttpApi(this, 'Http', {
      apiName: `workplace-partner-programme-${stage.name}`,
      createDefaultStage: false,
    })
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    })
    this.accessLogs = logs
    const served = new HttpStage(this, 'Default', {
      httpApi: this.#http,
      autoDeploy: true,
      throttle: stage.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    })
    const { region, urlSuffix } = Stack.of(this)
    this.url = served.url
    this.domainName = `${this.#http.apiId}.execute-api.${region}.${urlSuffix}`
    this.#stage = stage
    this.served = served
  }

  /** Takes the access tokens of a sign-on, on all routes that come. */
  trust({ issuerUrl, consoleClientId }: SignIn): void {
    this.#authorizer = new HttpJwtAuthorizer('AccessToken', issuerUrl, { jwtAudience: [consoleClientId] })
  }

  /** Limits the public, the signed and the costly routes, once all routes exist: a limit on a route that does not exist yet fails the deployment. */
  throttle(after: readonly IDependable[], functions: readonly OperationFunction[]): void {
    this.served.node.addDependency(...after)
    const limits = functions.flatMap(({ operation }) => {
      const limit = isHttp(operation) ? throttleOf(operation.declaration, this.#stage) : undefined
      if (!isHttp(operation) || limit === undefined) return []
      const { rateLimit: ThrottlingRateLimit, burstLimit: ThrottlingBurstLimit } = limit
      const { method, path } = operation.declaration.on
      return [[`${method} /v1${path}`, { ThrottlingRateLimit, ThrottlingBurstLimit }] as const]
    })
    const stage = this.served.node.defaultChild
    if (stage instanceof CfnStage) stage.routeSettings = Object.fromEntries(limits)
  }

  /** Routes requests to an operation's function, with its route and permission in the function's own stack; throws before the API trusts a sign-on. */
  route(target: OperationFunction, { on, allow }: HttpDeclaration): void {
    if (this.#authorizer === undefined) throw new Error('The API trusts no sign-on yet')
    new HttpRoute(target, 'Route', {
      httpApi: this.#http,
      routeKey: HttpRouteKey.with(`/v1${on.path}`, HttpMethod[on.method]),
      integration: new HttpLambdaIntegration('Integration', target.lambda, {
        payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      }),
      ...(allow === 'public'
        ? { authorizer: new HttpNoneAuthorizer() }
        : { authorizer: this.#authorizer, authorizationScopes: [requiredScope.text] }),
    })
  }
}
