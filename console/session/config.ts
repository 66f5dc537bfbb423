import type { ConsoleConfiguration } from '../../shared/client/console-configuration.ts'

export type Config = ConsoleConfiguration

const TEXTS = [
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'signOutUrl',
  'clientId',
  'redirectUri',
] as const satisfies readonly (keyof Config)[]

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
