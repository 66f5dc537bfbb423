import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { ManagementSession } from './session.ts'

/** The partition of an organisation's management sessions. */
export const managementSessionPartition = (customerId: CustomerId): string => `SESSIONS#${customerId}`

/** By address, which the token gives, so that the gate reads it with all else; its audit chain names the person by id. */
export const managementSessionRecord = /* @__PURE__ */ entity({
  kind: 'managementSession',
  schema: ManagementSession,
  key: ({ customerId, email }: { readonly customerId: CustomerId; readonly email: EmailAddress }) => ({
    pk: managementSessionPartition(customerId),
    sk: `PERSON#${email}`,
  }),
  chain: ({ customerId, personId }) => `SESSION#${customerId}#${personId}`,
  loggedFor: ({ customerId }) => customerId,
})
