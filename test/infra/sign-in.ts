import { expect, it } from 'vitest'
import { functionsOf, stage, type StageName } from './synthesized.ts'

/** How people sign in to a stage, and where its secrets are. */
export const describeSignIn = (name: StageName): void => {
  it('R1 signs people in by a pool of the plan Essentials, whose token claims a function adds', () => {
    expect(
      stage(name)
        .of('AWS::Cognito::UserPool')
        .map(({ properties }) => properties),
    ).toMatchObject([
      {
        UserPoolTier: 'ESSENTIALS',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: name === 'prod' },
        LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
      },
    ])
    expect(
      stage(name)
        .of('AWS::Cognito::UserPoolClient')
        .map(({ properties }) => properties),
    ).toMatchObject([
      { GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true },
    ])
  })

  it('lets people stay signed in for 12 hours, by refresh tokens', () => {
    expect(
      stage(name)
        .of('AWS::Cognito::UserPoolClient')
        .map(({ properties }) => properties),
    ).toMatchObject([{ RefreshTokenValidity: 720, TokenValidityUnits: { RefreshToken: 'minutes' } }])
  })

  it('holds no secret value, only references to where it is kept', () => {
    for (const { properties } of stage(name).of('AWS::Cognito::UserPoolIdentityProvider'))
      expect(JSON.stringify(properties['ProviderDetails'])).toMatch(
        new RegExp(
          `"client_secret":"\\{\\{resolve:secretsmanager:workplace-partner-programme/${name}/issuer:`,
        ),
      )
    for (const { Environment } of functionsOf(name).values())
      if (Environment.Variables['CURSOR_KEY'] !== undefined)
        expect(JSON.stringify(Environment.Variables['CURSOR_KEY'])).toContain('{{resolve:secretsmanager:')
    for (const { Environment } of functionsOf(name).values())
      for (const [variable, field] of [
        ['PAYMENT_KEY', 'key'],
        ['PAYMENT_EVENT_SECRETS', 'eventSecrets'],
      ] as const)
        expect([
          undefined,
          `{{resolve:secretsmanager:workplace-partner-programme/${name}/payments:SecretString:${field}::}}`,
        ]).toContain(Environment.Variables[variable])
    for (const { properties } of stage(name).of('AWS::SecretsManager::Secret'))
      expect(properties).not.toHaveProperty('SecretString')
  })
}
