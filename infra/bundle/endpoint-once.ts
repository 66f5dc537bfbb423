import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

type Config = DynamoDBClient['config']
type Endpoint = ReturnType<Config['endpointProvider']>

type Step = <Given, Done>(
  next: (given: Given) => Promise<Done>,
  context: { endpointV2?: Endpoint },
) => (given: Given) => Promise<Done>

interface Steps {
  readonly addRelativeTo: (step: Step, place: object) => void
}

const found = async ({ region, endpointProvider, serviceConfiguredEndpoint }: Config): Promise<Endpoint> => {
  const given = await serviceConfiguredEndpoint?.()
  return endpointProvider({ Region: await region(), ...(given === undefined ? {} : { Endpoint: given }) })
}

const endpoints = new WeakMap<Config, Promise<Endpoint>>()

const endpointOf = (config: Config): Promise<Endpoint> => {
  const endpoint = endpoints.get(config) ?? found(config)
  endpoints.set(config, endpoint)
  return endpoint
}

/** Stands in for the step that finds the endpoint of each request to DynamoDB in the bundles: it is found once for a client, as no request has another. */
export const getEndpointPlugin = (config: Config) => ({
  applyToStack: ({ addRelativeTo }: Steps): void =>
    addRelativeTo(
      (next, context) => async (given) => {
        context.endpointV2 = await endpointOf(config)
        return next(given)
      },
      {
        name: 'endpointV2Middleware',
        relation: 'before',
        toMiddleware: 'serializerMiddleware',
        override: true,
      },
    ),
})
