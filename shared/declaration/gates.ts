import type { Gate } from './gate.ts'
import { access } from './gates/access.ts'
import { customer } from './gates/customer.ts'
import { domain } from './gates/domain.ts'
import { organization } from './gates/organization.ts'
import { partner } from './gates/partner.ts'
import { reserved } from './gates/reserved.ts'
import { session } from './gates/session.ts'
import { signedIn } from './gates/signed-in.ts'
import { staff } from './gates/staff.ts'
import type { HttpDeclaration } from './operation.ts'

/** Every gate by name, in the order in which they are asked: a role in the organisation counts before a role in its partner. */
export const gates = {
  signedIn,
  organization,
  partner,
  staff,
  customer,
  access,
  reserved,
  domain,
  session,
} as const
export type GateName = keyof typeof gates

/** The gates that an operation has, in their order. */
export const gatesOf = (declaration: HttpDeclaration): readonly Gate[] =>
  Object.values<Gate>(gates).filter((gate) => gate.applies(declaration))
