/** Stands in for the SDK's endpoint discovery in the bundles: the table's endpoint is known. */
export const resolveEndpointDiscoveryConfig = <C>(configuration: C): C => configuration

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
}
