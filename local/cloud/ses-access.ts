import * as z from 'zod'
import type { Access } from './iam.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

const SimpleMail = z.object({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string().optional(),
  Content: z.strictObject({ Simple: z.looseObject({}) }),
})

const arn = (resource: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`

/** The address of a sender such as `The Programme <a@x.example>`. */
const addressOf = (sender: string): string => /<([^>]*)>$/.exec(sender)?.[1] ?? sender

/** The accesses that IAM checks for a simple mail; of each inner list one must be allowed, as the identity may be the address or its domain. `undefined` for any other request. */
export const sesAccesses = (operation: string, body: unknown): readonly (readonly Access[])[] | undefined => {
  const mail = SimpleMail.safeParse(body).data
  if (operation !== 'POST /v2/email/outbound-emails' || mail === undefined) return undefined
  const { FromEmailAddress: sender, ConfigurationSetName: configurationSet } = mail
  const address = addressOf(sender)
  const access = (resource: string): Access => ({
    action: 'ses:SendEmail',
    resource: arn(resource),
    context: { 'ses:FromAddress': [address] },
  })
  return [
    [access(`identity/${address}`), access(`identity/${address.replace(/^.*@/, '')}`)],
    ...(configurationSet === undefined ? [] : [[access(`configuration-set/${configurationSet}`)]]),
  ]
}
