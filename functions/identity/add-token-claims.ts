import * as z from 'zod'
import { addTokenClaims } from '../../shared/identity/contract.ts'
import { serveEvent } from '../edge/serve-event.ts'

/** The used members of Cognito's pre-token-generation event, version 2; all others are returned unchanged. */
const TokenEvent = z.looseObject({
  version: z.literal('2'),
  request: z.looseObject({
    userAttributes: z.looseObject({ email: z.string().optional(), email_verified: z.string().optional() }),
  }),
  response: z.looseObject({}).nullish(),
})

/** The claims by which the API knows a person: an address is verified only if the vendor says so (R1). */
const claimsOf = ({
  email,
  email_verified: verified,
}: z.infer<typeof TokenEvent>['request']['userAttributes']) => ({
  ...(email ? { email } : {}),
  email_verified: String(verified?.toLowerCase() === 'true'),
})

export const handler = serveEvent(addTokenClaims, TokenEvent, async (event) => ({
  ...event,
  response: {
    ...event.response,
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: claimsOf(event.request.userAttributes) },
    },
  },
}))
