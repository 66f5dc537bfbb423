/** The environment variables that the template gives to functions. */
export const templateSettings = [
  'OPERATION',
  'STAGE',
  'TABLE_NAME',
  'PROGRAMME_CLOCK',
  'FIRST_STAFF_MEMBER',
  'CURSOR_KEY',
  'MAIL_SENDER',
  'MAIL_CONFIGURATION_SET',
  'STORE_URL',
  'CONSOLE_URL',
  'RECOVERY_URL',
  'DAILY_MAILS_PER_RECIPIENT',
  'DAILY_MAILS_PER_PARTNER',
  'PAYMENT_KEY',
  'PAYMENT_EVENT_SECRETS',
] as const
/** The name of a variable that the template gives. */
export type TemplateSetting = (typeof templateSettings)[number]

/** The other environment variables that functions read: Lambda, the laptop or a test sets them. */
export const runtimeSettings = [
  'DNS_SERVERS',
  'DNS_LONGEST_MS',
  'FETCH_LONGEST_MS',
  'LOOPBACK_WEB_PORTS',
  'RETRY_PAUSE_MS',
  'PAYMENT_ADDRESS',
  'PAYMENT_LONGEST_MS',
  'AWS_REGION',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const

/** The name of an environment variable that a function may read. */
export type SettingName = TemplateSetting | (typeof runtimeSettings)[number]
