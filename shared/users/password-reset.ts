import type { EmailAddress } from '../kernel/email-address.ts'
import { problem } from '../kernel/problem.ts'
import type { PresentUser } from './user.ts'

export const recoveryAddressMissing = /* @__PURE__ */ problem('recovery-address-missing', {
  kind: 'conflict',
  title: 'The user has no recovery address',
  advice: 'Give the user a recovery address first.',
})

/** Where the mail goes that lets a user choose a new password; there is no password here. */
export const recoveryAddressOf = ({ recoveryEmail }: Pick<PresentUser, 'recoveryEmail'>): EmailAddress => {
  if (!recoveryEmail) throw recoveryAddressMissing()
  return recoveryEmail
}
