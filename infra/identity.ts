import { Duration, NestedStack, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Operation } from '../shared/declaration/operation.ts'
import { requiredScope } from '../shared/declaration/scope.ts'
import type { Foundation } from './foundation.ts'
import { vendorProviders } from './identity-providers.ts'
import { OperationFunction } from './operation-function.ts'
import type { Parameters } from './parameters.ts'
import { hasOwnSignUp } from './stages.ts'

const USE = new ResourceServerScope({ scopeName: requiredScope.name, scopeDescription: 'Use the programme' })

/** Where people sign in, known before there is a user pool. */
export const signInOrigin = (scope: Construct, { SignInPrefix }: Parameters): string =>
  `https://${SignInPrefix}.auth.${Stack.of(scope).region}.amazoncognito.com`

/** Sign-on, with vendor accounts or by sign-up in the pool itself: the user pool whose access tokens the API accepts, and the console's client. */
export class SignIn extends NestedStack {
  readonly issuerUrl: string
  readonly poolId: string
  readonly consoleClientId: string
  readonly domainUrl: string

  constructor(scope: Construct, tokenOperations: readonly Operation[], foundation: Foundation) {
    super(scope, 'SignIn', { description: 'Sign-on of people' })
    const { stage, parameters, consoleUrl } = foundation
    const signsUp = hasOwnSignUp(stage)
    const pool = new UserPool(this, 'People', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: signsUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: signsUp ? AccountRecovery.EMAIL_ONLY : AccountRecovery.NONE,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      removalPolicy: stage.removal,
      deletionProtection: stage.deletionProtection,
    })
    for (const operation of tokenOperations) {
      const { lambda } = new OperationFunction(this, operation, foundation)
      pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda, LambdaVersion.V2_0)
    }
    const { IssuerClientId: clientId } = parameters
    const providers = clientId === undefined ? [] : vendorProviders(this, pool, stage, clientId)
    const api = pool.addResourceServer('Programme', { identifier: requiredScope.resource, scopes: [USE] })
    const client = pool.addClient('Console', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      supportedIdentityProviders: signsUp
        ? [UserPoolClientIdentityProvider.COGNITO]
        : providers.map(({ providerName }) => UserPoolClientIdentityProvider.custom(providerName)),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [
          OAuthScope.OPENID,
          OAuthScope.EMAIL,
          OAuthScope.PROFILE,
          OAuthScope.resourceServer(api, USE),
        ],
        callbackUrls: [consoleUrl],
        logoutUrls: [consoleUrl],
      },
    })
    client.node.addDependency(...providers)
    this.issuerUrl = pool.userPoolProviderUrl
    this.poolId = pool.userPoolId
    this.consoleClientId = client.userPoolClientId
    this.domainUrl = pool
      .addDomain('Domain', { cognitoDomain: { domainPrefix: parameters.SignInPrefix } })
      .baseUrl()
  }
}
