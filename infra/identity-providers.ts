import { SecretValue } from 'aws-cdk-lib'
import { ProviderAttribute, UserPoolIdentityProviderOidc, type UserPool } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { issuerSecretName } from './parameters.ts'
import type { Stage } from './stages.ts'

/** Federates a user pool with the vendor's OpenID provider of each data centre; the client secrets stay in their secret. */
export const vendorProviders = (
  scope: Construct,
  userPool: UserPool,
  stage: Stage,
  clientId: string,
): UserPoolIdentityProviderOidc[] =>
  stage.dataCentres.map(
    ({ name, issuerUrl }) =>
      new UserPoolIdentityProviderOidc(scope, name, {
        userPool,
        name,
        issuerUrl,
        clientId,
        clientSecret: SecretValue.secretsManager(issuerSecretName(stage), { jsonField: name }).unsafeUnwrap(),
        scopes: ['openid', 'email', 'profile'],
        attributeMapping: {
          email: ProviderAttribute.other('email'),
          emailVerified: ProviderAttribute.other('email_verified'),
        },
      }),
  )
