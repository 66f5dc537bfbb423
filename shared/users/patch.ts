import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { MailPolicyId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Name, NameOrNothing } from '../kernel/text.ts'
import { DirectoryAddress } from './address.ts'
import { swapAddress } from './alias.ts'
import { administratorProtected, type Deed } from './rank.ts'
import { isAdministrator, type PresentUser } from './user.ts'

/** What is updated of a user, as a JSON merge patch (RFC 7396): an absent member stays, `null` removes. */
export const userPatch = () => ({
  firstName: Name(100).optional(),
  lastName: NameOrNothing(100).optional(),
  status: z.enum(['active', 'suspended']).optional(),
  email: DirectoryAddress.optional().meta({
    description: 'One of the aliases of the user; the main address becomes an alias',
  }),
  mailPolicyId: MailPolicyId.nullable().optional().meta({ description: '`null` takes the policy off' }),
  recoveryEmail: EmailAddress.nullable().optional().meta({ description: '`null` removes it' }),
})
export type UserPatch = z.output<z.ZodObject<ReturnType<typeof userPatch>>>

export const administratorHasNoPolicy = /* @__PURE__ */ problem('administrator-has-no-policy', {
  kind: 'conflict',
  title: 'An administrator has no mail policy',
  advice: 'Give the policy to a member.',
})

/** What a patch does to the record of a user, as the ranks call it. */
export const deedOf = ({ status }: Pick<PresentUser, 'status'>, patch: UserPatch): Deed =>
  patch.status === 'suspended' && status === 'active' ? 'suspend' : 'change'

const patched = <T>(present: T | undefined, given: T | null | undefined): T | undefined =>
  given === undefined ? present : (given ?? undefined)

/** The user with the patch applied; an administrator keeps the main address, and has no mail policy (R52, R56, R57). */
export const update = (user: PresentUser, patch: UserPatch): PresentUser => {
  const { firstName, lastName, status, email = user.email } = patch
  if (isAdministrator(user) && email !== user.email) throw administratorProtected()
  if (isAdministrator(user) && patch.mailPolicyId) throw administratorHasNoPolicy()
  const { mailPolicyId: presentPolicy, recoveryEmail: presentRecovery, ...rest } = swapAddress(user, email)
  const mailPolicyId = patched(presentPolicy, patch.mailPolicyId)
  const recoveryEmail = patched(presentRecovery, patch.recoveryEmail)
  return {
    ...rest,
    firstName: firstName ?? user.firstName,
    lastName: lastName ?? user.lastName,
    status: status ?? user.status,
    ...(mailPolicyId ? { mailPolicyId } : {}),
    ...(recoveryEmail ? { recoveryEmail } : {}),
  }
}
