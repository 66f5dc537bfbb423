import { expect, it } from 'vitest'
import * as z from 'zod'
import { httpOperations } from '../../shared/contract/contract.ts'
import { inStage, stage, type StageName } from './synthesized.ts'

const Route = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: z.json().optional(),
  AuthorizationScopes: z.array(z.string()).optional(),
})

/** How the API of a stage is reached. */
export const describeRoutes = (name: StageName): void => {
  it('serves the routes of the contract, all but the public ones behind the authorizer and the scope', () => {
    const routes = stage(name)
      .of('AWS::ApiGatewayV2::Route')
      .map(({ properties }) => Route.parse(properties))
    const declared = httpOperations.filter(inStage(name))
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
      declared.map(({ declaration: { on } }) => `${on.method} /v1${on.path}`).toSorted(),
    )
    const isPublic = new Set(
      declared
        .filter(({ declaration }) => declaration.allow === 'public')
        .map(({ declaration: { on } }) => `${on.method} /v1${on.path}`),
    )
    for (const { RouteKey, AuthorizationType, AuthorizerId, AuthorizationScopes } of routes)
      if (isPublic.has(RouteKey)) expect(AuthorizationType, RouteKey).toBe('NONE')
      else {
        expect(AuthorizationType, RouteKey).toBe('JWT')
        expect(AuthorizerId, RouteKey).toBeDefined()
        expect(AuthorizationScopes, RouteKey).toEqual(['programme/use'])
      }
  })

  it('R64 throttles the API and logs who asks by subject and source address, no e-mail and no path', () => {
    const [served] = stage(name).of('AWS::ApiGatewayV2::Stage')
    expect(served?.properties).toMatchObject({ StageName: '$default', AutoDeploy: true })
    expect(served?.properties['DefaultRouteSettings']).toHaveProperty('ThrottlingRateLimit')
    const format = JSON.stringify(served?.properties['AccessLogSettings'])
    expect(format).toContain('$context.requestId')
    for (const trace of ['$context.authorizer.claims.sub', '$context.identity.sourceIp'])
      expect(format).toContain(trace)
    for (const personal of ['userAgent', 'context.path', 'claims.email', 'caller'])
      expect(format).not.toContain(personal)
  })

  it('limits the public and the costly routes more than the others', () => {
    const [served] = stage(name).of('AWS::ApiGatewayV2::Stage')
    const limited = Object.keys(Object(served?.properties['RouteSettings']))
    for (const { declaration } of httpOperations.filter(({ declaration: { allow } }) => allow === 'public'))
      expect(limited).toContain(`${declaration.on.method} /v1${declaration.on.path}`)
    for (const key of [
      'POST /v1/applications',
      'POST /v1/console/customers/{customerId}/domain/verification',
      'POST /v1/staff/failed-events/{eventId}/redrive',
      'POST /v1/store/customers/{customerId}/payment-profile/entry',
      'PUT /v1/store/customers/{customerId}/subscription',
    ])
      expect(limited).toContain(key)
    expect(limited).not.toContain('GET /v1/me')
  })
}
