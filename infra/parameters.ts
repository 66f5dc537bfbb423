import { CfnParameter, type Stack } from 'aws-cdk-lib'
import type { Stage } from './stages.ts'

/** What whoever deploys must say, documented by each parameter's description. */
export interface Parameters {
  readonly firstStaffMember: string
  readonly mailSender: string
  readonly storeUrl: string
  readonly consoleUrl: string
  readonly issuerClientId: string
  readonly signInPrefix: string
  readonly alarmEmail: string
}

const emailPattern = '[^@\\s]+@[^@\\s]+\\.[^@\\s]+'
const urlPattern = 'https?://.+'

/** The secret, made before the first deployment, that holds a client secret for each data centre's name. */
export const issuerSecretName = (stage: Stage): string => `workplace-partner-programme/${stage.name}/issuer`

/** Declares the deploy parameters of a stack. */
export const declareParameters = (stack: Stack, stage: Stage): Parameters => {
  const parameter = (id: string, description: string, allowedPattern: string, byDefault?: string): string =>
    new CfnParameter(stack, id, {
      type: 'String',
      description,
      allowedPattern,
      ...(byDefault === undefined ? {} : { default: byDefault }),
    }).valueAsString
  return {
    firstStaffMember: parameter(
      'FirstStaffMember',
      'E-mail address of the first staff member, who has the role support and appoints all others',
      emailPattern,
    ),
    mailSender: parameter(
      'MailSender',
      'E-mail address that mails come from; its domain becomes the sending identity and needs the DKIM records of the outputs',
      emailPattern,
    ),
    storeUrl: parameter('StoreUrl', 'Address of the Partner Store that mails link to', urlPattern),
    consoleUrl: parameter(
      'ConsoleUrl',
      'Address that sign-in and sign-out return to; https, save for localhost',
      urlPattern,
      stage.consoleUrl,
    ),
    issuerClientId: parameter(
      'IssuerClientId',
      `Client id registered with the vendor's OpenID providers; the secret ${issuerSecretName(stage)} holds their client secrets as JSON, one field for each data centre: ${stage.dataCentres.map(({ name }) => name).join(', ')}`,
      '.+',
    ),
    alarmEmail: parameter(
      'AlarmEmail',
      'E-mail address that alarms go to; it is asked once to confirm that it wants them',
      emailPattern,
    ),
    signInPrefix: parameter(
      'SignInPrefix',
      'Prefix, unique in the region, of the domain that people sign in at',
      '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?',
    ),
  }
}
