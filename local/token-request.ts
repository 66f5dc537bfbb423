import * as z from 'zod'
import { requiredScope } from '../shared/declaration/scope.ts'

/** The body of `POST /local/token`: whose token, and for tests what is unusual about it. */
export const TokenRequest = z.strictObject({
  email: z.string(),
  emailVerified: z.boolean().default(true),
  /** The subject; by default that of a sign-in with the e-mail address. */
  sub: z.string().optional(),
  scope: z.string().default(requiredScope.text),
  /** Seconds from now; negative for an expired token. */
  expiresIn: z.int().default(3_600),
  tokenUse: z.string().default('access'),
  audience: z.string().optional(),
})
export type TokenRequest = z.input<typeof TokenRequest>

/** The answer to `POST /local/token`. */
export const TokenAnswer = z.object({
  access_token: z.string(),
  expires_in: z.int(),
  token_type: z.literal('Bearer'),
})
