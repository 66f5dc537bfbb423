/** What the client knows when it asks for its endpoint. */
interface EndpointParameters {
  readonly Endpoint?: string
  readonly Region: string
}

/** The domains of the partitions other than `aws` and `aws-us-gov`, by the beginning of their regions. */
const SUFFIXES = {
  'cn-': 'amazonaws.com.cn',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'eu-isoe-': 'cloud.adc-e.uk',
  'us-isof-': 'csp.hci.ic.gov',
}

const suffixOf = (region: string): string =>
  Object.entries(SUFFIXES).find(([start]) => region.startsWith(start))?.[1] ?? 'amazonaws.com'

const urls = new Map<string, URL>()

/** Stands in for the endpoint rules of DynamoDB in the bundles: the given endpoint, or the address of the region. */
export const defaultEndpointResolver = ({ Endpoint, Region }: EndpointParameters) => {
  const address = Endpoint ?? `https://dynamodb.${Region}.${suffixOf(Region)}`
  const url = urls.get(address) ?? new URL(address)
  urls.set(address, url)
  return { url, properties: {}, headers: {} }
}
