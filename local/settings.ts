/** The environment variables that the laptop reads. */
export const laptopSettings = ['AWS_ENDPOINT_URL_DYNAMODB', 'LAPTOP_STATE_DIR', 'PATH'] as const

/** The value of an environment variable; `undefined` where it is not set or empty. */
export const laptopSetting = (name: (typeof laptopSettings)[number]): string | undefined =>
  process.env[name] || undefined
