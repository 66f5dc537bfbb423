import { SecretValue } from 'aws-cdk-lib'
import { isHttp, type Operation } from '../shared/declaration/operation.ts'
import { mayActAsStaff } from '../shared/declaration/grants.ts'
import type { TemplateSetting } from '../shared/declaration/setting.ts'
import type { Foundation } from './foundation.ts'
import { paymentSecretName } from './parameters.ts'
import type { Stage } from './stages.ts'

/** A reference to a field of the payment secret, which CloudFormation resolves as it deploys. */
const paymentSecret = (stage: Stage, jsonField: 'key' | 'eventSecrets'): string =>
  SecretValue.secretsManager(paymentSecretName(stage), { jsonField }).unsafeUnwrap()

/** The environment of an operation's function: only what its declaration needs. */
export const environmentOf = (
  operation: Operation,
  foundation: Foundation,
): Partial<Record<TemplateSetting, string>> => {
  const { stage, table, parameters, mail, cursorKey, consoleUrl } = foundation
  const needs = operation.declaration.needs ?? []
  return {
    OPERATION: operation.name,
    STAGE: stage.name,
    TABLE_NAME: table.tableName,
    ...(stage.hasClock && { PROGRAMME_CLOCK: 'on' }),
    ...((needs.includes('first-staff-member') ||
      (isHttp(operation) && mayActAsStaff(operation.declaration))) && {
      FIRST_STAFF_MEMBER: parameters.FirstStaffMember,
    }),
    ...(needs.includes('cursors') && { CURSOR_KEY: cursorKey.secretValue.unsafeUnwrap() }),
    ...(needs.includes('mail') && {
      MAIL_SENDER: parameters.MailSender,
      MAIL_CONFIGURATION_SET: mail.configurationSet.configurationSetName,
    }),
    ...((needs.includes('mail') || needs.includes('store-page')) && { STORE_URL: parameters.StoreUrl }),
    ...(needs.includes('console-page') && { CONSOLE_URL: consoleUrl }),
    ...(needs.includes('recovery-page') && { RECOVERY_URL: parameters.RecoveryUrl }),
    ...(needs.includes('daily-mails') && {
      DAILY_MAILS_PER_RECIPIENT: String(stage.dailyMails.perRecipient),
      DAILY_MAILS_PER_PARTNER: String(stage.dailyMails.perPartner),
    }),
    ...(needs.includes('payments') && { PAYMENT_KEY: paymentSecret(stage, 'key') }),
    ...(needs.includes('payment-events') && { PAYMENT_EVENT_SECRETS: paymentSecret(stage, 'eventSecrets') }),
  }
}
