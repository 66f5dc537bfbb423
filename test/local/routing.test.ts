import { describe, expect, it } from 'vitest'
import { httpApisOf } from '../../local/cloud/declared-routes.ts'
import { routeFinder } from '../../local/cloud/routing.ts'

const route = (routeKey: string) => ({ routeKey, functionName: routeKey, timeoutMilliseconds: 1 })
const find = routeFinder(
  ['GET /v1/{kind}/{id}', 'GET /v1/people/me', 'GET /v1/people/{email}', 'POST /v1/people'].map(route),
)
const found = (method: string, path: string) => {
  const match = find(method, path)
  return match && [match.route.routeKey, match.pathParameters]
}

describe('a route', () => {
  it.each([
    ['GET', '/v1/people/me', 'GET /v1/people/me', {}],
    ['GET', '/v1/people/a%40x.example', 'GET /v1/people/{email}', { email: 'a@x.example' }],
    ['GET', '/v1/parties/7', 'GET /v1/{kind}/{id}', { kind: 'parties', id: '7' }],
    ['POST', '/v1/people', 'POST /v1/people', {}],
  ])('for %s %s is %s', (method, path, routeKey, parameters) => {
    expect(found(method, path)).toEqual([routeKey, parameters])
  })

  it.each([
    ['PUT', '/v1/people'],
    ['POST', '/v1/people/'],
    ['POST', '/v1/people/me'],
    ['GET', '/v1/people'],
    ['GET', '/v1/people//'],
    ['GET', '/'],
  ])('for %s %s is not there', (method, path) => {
    expect(found(method, path)).toBeUndefined()
  })

  it('is looked for in well-formed paths only', () => {
    expect(() => find('GET', '/v1/people/%')).toThrow(URIError)
  })

  it.each(['ANY /v1/people', '$default', 'GET /v1/{proxy+}'])('is refused in the form %s', (RouteKey) => {
    const declared = { ApiId: 'api', RouteKey, Target: 'integrations/one', AuthorizationType: 'NONE' }
    const resources = [
      ['Api', 'api', {}],
      [
        'Integration',
        'one',
        { IntegrationType: 'AWS_PROXY', IntegrationUri: 'f', PayloadFormatVersion: '2.0' },
      ],
      ['Route', 'route', declared],
    ] as const
    expect(() =>
      httpApisOf(
        resources.map(([type, name, properties]) => ({
          type: `AWS::ApiGatewayV2::${type}`,
          logicalId: name,
          name,
          reference: name,
          arn: name,
          properties,
        })),
        () => 'f',
      ),
    ).toThrow('RouteKey')
  })
})
