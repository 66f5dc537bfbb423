import { SecretValue } from 'aws-cdk-lib'
import { ProviderAttribute, UserPoolIdentityProviderOidc, type UserPool } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { issuerSecretName } from './parameters.ts'
import type { Stage } from './stages.ts'

/** Lets people of each data centre's OpenID provider sign in to a user pool; the client secrets stay in Secrets Manager. */
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
