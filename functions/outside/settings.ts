import type { SettingName } from '../../shared/declaration/setting.ts'

/** An environment variable of the function; `undefined` where it is not set. */
export const optionalSetting = (name: SettingName): string | undefined => process.env[name]

/** An environment variable of the function; throws where it is not set, or empty. */
export const setting = (name: SettingName): string => {
  const value = optionalSetting(name)
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing`)
  return value
}
