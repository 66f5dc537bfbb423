import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/identity/add-token-claims.ts'
import { lambdaContext } from '../support/describe/call.ts'

const event = (userAttributes: Readonly<Record<string, string>>) => ({
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'us-east-1',
  userPoolId: 'us-east-1_people',
  userName: 'vendor_42',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'console' },
  request: { userAttributes, groupConfiguration: { groupsToOverride: [] }, scopes: ['programme/use'] },
  response: { claimsAndScopeOverrideDetails: null },
})
const context = lambdaContext('addTokenClaims')

describe('addTokenClaims', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  it.each([
    ['true', 'true'],
    ['True', 'true'],
    ['false', 'false'],
    ['', 'false'],
    ['yes', 'false'],
    [undefined, 'false'],
  ])('R1 says of an e-mail whose attribute email_verified is %j: %s', async (attribute, verified) => {
    const email = 'somchai@example.co.th'
    const given = event({
      sub: '42',
      email,
      ...(attribute === undefined ? {} : { email_verified: attribute }),
    })
    expect(await handler(given, context)).toEqual({
      ...given,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { email, email_verified: verified } },
        },
      },
    })
  })

  it('R1 adds no e-mail where there is none', async () => {
    expect(await handler(event({ sub: '42', email_verified: 'true' }), context)).toMatchObject({
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { email_verified: 'true' } },
        },
      },
    })
  })

  it.each([{}, { ...event({}), version: '1' }, { ...event({}), request: {} }])(
    'refuses another event (%#)',
    async (other) => {
      await expect(handler(other, context)).rejects.toThrow()
    },
  )
})
