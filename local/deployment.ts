import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import type { Parameters } from '../infra/parameters.ts'
import type { Secrets } from './cloud/declared-functions.ts'
import type { Assembly } from './cloud/assembly.ts'
import { readJsonFile, writeJsonFile } from './files.ts'
import { FIRST_STAFF_MEMBER } from './people.ts'

/** The sender of mails. */
export const MAIL_SENDER = 'partners@programme.example'

/** The deploy parameters of the laptop, whose console is at this address. */
export const deployParameters = (consoleUrl: string) =>
  ({
    FirstStaffMember: FIRST_STAFF_MEMBER,
    MailSender: MAIL_SENDER,
    StoreUrl: `${consoleUrl}store`,
    RecoveryUrl: `${consoleUrl}recovery`,
    ConsoleUrl: consoleUrl,
    ConsoleCertificate: '',
    AlarmEmail: 'operators@programme.example',
    SignInPrefix: 'workplace-partner-programme',
  }) as const satisfies Parameters

const PAYMENT_SECRET = 'workplace-partner-programme/dev/payments'

/** The fields of the payment secret, as the template refers to them. */
export const paymentSecrets = (secrets: Secrets) => ({
  key: secrets(`${PAYMENT_SECRET}:key`),
  eventSecret: secrets(`${PAYMENT_SECRET}:eventSecrets`),
})

/** Generated secrets, one for each id, kept in `secrets.json`. */
export const keptSecrets = (stateDir: string): Secrets => {
  const file = join(stateDir, 'secrets.json')
  const secrets = readJsonFile(file, z.record(z.string(), z.string()), {})
  return (id) => {
    const kept = secrets[id]
    if (kept !== undefined) return kept
    const made = randomBytes(48).toString('base64url')
    secrets[id] = made
    writeJsonFile(file, secrets)
    return made
  }
}

/** The one audience that all routes of the API require; the local sign-on puts it into its tokens. */
export const audienceOf = ({ apis }: Assembly): string => {
  const routes = apis.flatMap((api) => api.routes)
  const audiences = new Set(routes.flatMap(({ authorizer }) => authorizer?.audiences ?? []))
  const [audience, ...others] = audiences
  if (audience === undefined || others.length > 0)
    throw new Error(`The routes of the API must require one audience; they require ${audiences.size}.`)
  return audience
}
