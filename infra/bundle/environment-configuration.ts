type Environment = Readonly<Record<string, string | undefined>>

interface Selectors<T> {
  readonly environmentVariableSelector: (environment: Environment, options: object) => T | undefined
  readonly default: T | (() => T | Promise<T>)
}

const isMade = (value: unknown): value is () => unknown => typeof value === 'function'

/** Stands in for the SDK's configuration loader in the bundles: a function is configured by its environment, as it has no home folder with configuration files. */
export const loadConfig = <T>(
  { environmentVariableSelector, default: otherwise }: Selectors<T>,
  options: object = {},
) => {
  let loaded: Promise<unknown> | undefined
  const load = async (): Promise<unknown> =>
    environmentVariableSelector(process.env, options) ?? (isMade(otherwise) ? otherwise() : otherwise)
  return () => (loaded ??= load())
}
