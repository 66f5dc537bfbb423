/** What the site is told where it is served: the addresses of sign-on, and whether the programme clock can be moved. */
export interface Config {
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  /** Ends the session at the issuer and returns to the console. */
  readonly signOutUrl: string
  readonly clientId: string
  readonly hasClock: boolean
}

const TEXTS = ['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'signOutUrl', 'clientId'] as const

const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' &&
  value !== null &&
  TEXTS.every((name) => typeof Object.entries(value).find(([member]) => member === name)?.[1] === 'string')

/** Reads `/config.json`; throws where it is not there. */
export const readConfig = async (): Promise<Config> => {
  const response = await fetch('/config.json')
  const config: unknown = response.ok ? await response.json() : undefined
  if (!isConfig(config)) throw new Error('/config.json is missing or incomplete')
  return config
}
