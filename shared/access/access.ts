import * as z from 'zod'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, type Instant as At } from '../kernel/time.ts'

/** Whether the partner may operate the organisation: an item of its own, so that a revoke waits for nobody's work (R60). */
export const Access = z.object({
  customerId: CustomerId,
  partnerId: PartnerId,
  status: z.enum(['granted', 'revoked']),
  /** Since when it stands so. */
  since: Instant,
})
export type Access = z.infer<typeof Access>

export const accessAlreadyRevoked = problem(
  'access-already-revoked',
  { kind: 'conflict', title: 'The access is revoked already', advice: 'Nothing is left to do.' },
  { revokedAt: Instant },
)
export const accessAlreadyGranted = problem(
  'access-already-granted',
  { kind: 'conflict', title: 'The access stands already', advice: 'Nothing is left to do.' },
  { since: Instant },
)

/** The access that comes with adding or mapping a customer (R10). */
export const granted = (
  customerId: Access['customerId'],
  partnerId: Access['partnerId'],
  at: At,
): Access => ({
  customerId,
  partnerId,
  status: 'granted',
  since: at,
})

/** Ends the partner's access from this instant on (R60). */
export const revoke = (access: Access, at: At): Access => {
  if (access.status === 'revoked') throw accessAlreadyRevoked({ revokedAt: access.since })
  return { ...access, status: 'revoked', since: at }
}

/** Gives the partner access again (R62). */
export const grant = (access: Access, at: At): Access => {
  if (access.status === 'granted') throw accessAlreadyGranted({ since: access.since })
  return { ...access, status: 'granted', since: at }
}
