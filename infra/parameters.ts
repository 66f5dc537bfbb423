import { CfnParameter, CfnRule, Fn, type Stack } from 'aws-cdk-lib'
import { hasOwnSignUp, type Stage } from './stages.ts'

const ATOM = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+"
/** Letters and digits of any script, without the classes that not every engine of patterns has. */
const LETTER =
  '0-9A-Za-z\\u00C0-\\u1FFF\\u2C00-\\u2FEF\\u3041-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFDFF\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFFDC'
const LABEL = `[${LETTER}](?:[${LETTER}-]{0,61}[${LETTER}])?`
const DOT = '[.\\u3002\\uFF0E\\uFF61]'
const LOCAL_PART = `${ATOM}(?:\\.${ATOM})*`
/** An e-mail address in any spelling that is read as one (R64); the last label is no number. */
const EMAIL_IN_ANY_SPELLING = `${LOCAL_PART}@(?:${LABEL}${DOT})+(?![0-9]+$)${LABEL}`
const ASCII_LABEL = '[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?'
/** An e-mail address as other services take it: they get it as it is given, so a domain of another script is written as xn--. */
const EMAIL = {
  allowedPattern: `${LOCAL_PART}@(?:${ASCII_LABEL}\\.)+(?![0-9]+$)${ASCII_LABEL}`,
  constraintDescription: 'must be an e-mail address in ASCII; write a domain of another script as xn--',
}
const HTTPS = 'https://[A-Za-z0-9.-]+(:\\d+)?'
const LOCALHOST = 'http://localhost(:\\d+)?'

/** The secret, made before the first deployment, that holds a client secret for each data centre's name. */
export const issuerSecretName = (stage: Stage): string => `workplace-partner-programme/${stage.name}/issuer`

/** The secret, made before the first deployment, that holds the key of the payment provider and what signs its events. */
export const paymentSecretName = (stage: Stage): string =>
  `workplace-partner-programme/${stage.name}/payments`

/** A web address: `https`, and `http` only for localhost where the stage allows it. */
const url = ({ allowsLocalhost }: Stage, path: string) =>
  allowsLocalhost
    ? {
        allowedPattern: `^(${HTTPS}|${LOCALHOST})(/${path})?$`,
        constraintDescription: 'must begin with https://, or with http://localhost',
      }
    : { allowedPattern: `^${HTTPS}(/${path})?$`, constraintDescription: 'must begin with https://' }

/** The same, or nothing, which it is by default. */
const orEmpty = ({ allowedPattern, constraintDescription }: ReturnType<typeof url>) => ({
  allowedPattern: `^$|${allowedPattern}`,
  constraintDescription: `${constraintDescription}, or be empty`,
  default: '',
})

/** An address that the mail identity covers: the stack makes that of its domain where none is chosen. */
const sender = ({ mailIdentity }: Stage) => {
  if (mailIdentity === undefined)
    return {
      description:
        'E-mail address that mails come from; its domain becomes the sending identity and needs the DNS records of the outputs',
      ...EMAIL,
    }
  const literal = mailIdentity.replace(/[^A-Za-z0-9@_-]/g, '\\$&')
  return {
    description: `E-mail address that mails come from; the mail identity ${mailIdentity} covers it`,
    allowedPattern: mailIdentity.includes('@')
      ? `^${literal}$`
      : `^${LOCAL_PART}@(?:${ASCII_LABEL}\\.)*${literal}$`,
    constraintDescription: `must be an address that the mail identity ${mailIdentity} covers`,
  }
}

/** The deploy parameters of a stage, by name; the client id only where vendors sign people in. */
export const deployParameters = (stage: Stage) => ({
  FirstStaffMember: {
    description: 'E-mail address of the first staff member, who has the role support and appoints all others',
    allowedPattern: EMAIL_IN_ANY_SPELLING,
  },
  MailSender: sender(stage),
  StoreUrl: { description: 'Address of the Partner Store that mails link to', ...url(stage, '\\S*') },
  RecoveryUrl: {
    description: "Address of the vendor's page at which people choose a new password",
    ...url(stage, '\\S*'),
  },
  ConsoleUrl: {
    description:
      "Root of the web console, which sign-in and sign-out return to and below which the terms are; empty for the address of the stack's own distribution",
    ...orEmpty(url(stage, '')),
  },
  ConsoleCertificate: {
    description:
      'ARN of a certificate in us-east-1 for the host of ConsoleUrl, which the distribution then answers to; empty for none',
    ...orEmpty({
      allowedPattern: '^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/[0-9A-Za-z-]+$',
      constraintDescription: 'must be the ARN of a certificate in us-east-1, where CloudFront reads it',
    }),
  },
  ...(!hasOwnSignUp(stage) && {
    IssuerClientId: {
      description: `Client id registered with the vendor's OpenID providers; the secret ${issuerSecretName(stage)} holds their client secrets as JSON, one field for each data centre: ${stage.dataCentres.map(({ name }) => name).join(', ')}`,
      allowedPattern: '\\S+',
    },
  }),
  AlarmEmail: {
    description: 'E-mail address that alarms go to; it is asked once to confirm that it wants them',
    ...EMAIL,
  },
  SignInPrefix: {
    description: 'Prefix, unique in the region, of the domain that people sign in at',
    allowedPattern: '^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
    constraintDescription:
      'must be 1 to 63 small letters, digits and inner hyphens, without the words aws, amazon and cognito, which Cognito reserves',
  },
})

/** The name of a deploy parameter. */
export type ParameterName = keyof ReturnType<typeof deployParameters>
/** The value of each deploy parameter, as a reference in the template. */
export type Parameters = Readonly<Record<Exclude<ParameterName, 'IssuerClientId'>, string>> & {
  readonly IssuerClientId?: string
}

/** Declares the deploy parameters of a stack. */
export const declareParameters = (stack: Stack, stage: Stage): Parameters => {
  const declared = deployParameters(stage)
  const valueOf = (name: ParameterName): string =>
    new CfnParameter(stack, name, { type: 'String', ...declared[name] }).valueAsString
  const isGiven = (value: string) => Fn.conditionNot(Fn.conditionEquals(value, ''))
  const values = {
    FirstStaffMember: valueOf('FirstStaffMember'),
    MailSender: valueOf('MailSender'),
    StoreUrl: valueOf('StoreUrl'),
    RecoveryUrl: valueOf('RecoveryUrl'),
    ConsoleUrl: valueOf('ConsoleUrl'),
    ConsoleCertificate: valueOf('ConsoleCertificate'),
    ...(declared.IssuerClientId !== undefined && { IssuerClientId: valueOf('IssuerClientId') }),
    AlarmEmail: valueOf('AlarmEmail'),
    SignInPrefix: valueOf('SignInPrefix'),
  }
  new CfnRule(stack, 'CertificateIsOfHost', {
    ruleCondition: isGiven(values.ConsoleCertificate),
    assertions: [
      {
        assert: isGiven(values.ConsoleUrl),
        assertDescription: 'ConsoleCertificate is for the host of ConsoleUrl, so give that too',
      },
    ],
  })
  return values
}
