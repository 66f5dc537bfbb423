/** The settings that functions find in a test, where nothing else is told. */
export const SETTINGS = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  PROGRAMME_CLOCK: 'on',
  CURSOR_KEY: 'a cursor key for tests',
  FIRST_STAFF_MEMBER: 'first@vendor.example.com',
  STORE_URL: 'https://store.example.com',
  CONSOLE_URL: 'https://console.example.com/',
  RECOVERY_URL: 'https://accounts.vendor.example.com/recovery',
  MAIL_SENDER: 'programme@vendor.example.com',
  MAIL_CONFIGURATION_SET: 'programme',
  DAILY_MAILS_PER_RECIPIENT: '10',
  DAILY_MAILS_PER_PARTNER: '200',
  PAYMENT_KEY: 'sk_test_programme',
  PAYMENT_EVENT_SECRETS: 'whsec_programme',
  RETRY_PAUSE_MS: '0',
} as const
