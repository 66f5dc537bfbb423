import type { GateFacts } from '../../shared/declaration/gate.ts'
import { access } from '../../shared/declaration/gates/access.ts'
import { customer } from '../../shared/declaration/gates/customer.ts'
import { domain } from '../../shared/declaration/gates/domain.ts'
import { organization } from '../../shared/declaration/gates/organization.ts'
import { partner } from '../../shared/declaration/gates/partner.ts'
import { reserved } from '../../shared/declaration/gates/reserved.ts'
import { session } from '../../shared/declaration/gates/session.ts'
import { signedIn } from '../../shared/declaration/gates/signed-in.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { OrganizationRole } from '../../shared/kernel/caller.ts'
import type { ForbiddenCode } from '../../shared/management/forbidden.ts'
import type { ManagementSession } from '../../shared/management/session.ts'
import type { Person } from '../../shared/people/person.ts'
import type { Stored } from '../../shared/table/record.ts'
import { respondBehindGates } from './respond-behind-gates.ts'
import { behind, onCustomer, onMappedCustomer, type OnCustomer, type OnMappedCustomer } from './serve.ts'

interface ForManagers extends HttpDeclaration {
  readonly allow: readonly OrganizationRole[]
  readonly onBehalf: 'in-session'
}
interface ForTheOrganization extends HttpDeclaration {
  readonly allow: readonly OrganizationRole[]
  readonly onBehalf: { readonly never: ForbiddenCode }
}
interface ForOpening extends HttpDeclaration {
  readonly allow: readonly ['partner-admin']
  readonly onBehalf: 'opening'
}

/** Serves the administrators of an organisation, and admins of its partner while they have a management session open (R50, R54). */
export const serveManaged = /* @__PURE__ */ behind<ForManagers, OnCustomer>(
  [signedIn, organization, partner, customer, access, domain, session],
  onCustomer,
  respondBehindGates,
)

/** Serves the administrators of an organisation with one of the ten, which it refuses to its partner by name (R51). */
export const serveReserved = /* @__PURE__ */ behind<ForTheOrganization, OnCustomer>(
  [signedIn, organization, partner, customer, access, reserved, domain, session],
  onCustomer,
  respondBehindGates,
)

interface ForOwn extends HttpDeclaration {
  readonly allow: readonly OrganizationRole[]
  readonly isOwn: true
}

/** Serves the administrators of an organisation with what is theirs alone; a partner that tries leaves a line (R53). */
export const serveOwn = /* @__PURE__ */ behind<ForOwn, OnCustomer>(
  [signedIn, organization, customer],
  onCustomer,
  respondBehindGates,
)

interface ForNobody extends ForOwn {
  readonly alwaysRefused: true
}

/** Serves the administrators of an organisation with a refusal alone, whatever they send beside the path. */
export const serveRefusal = /* @__PURE__ */ behind<ForNobody, OnCustomer>(
  [signedIn, organization, customer],
  onCustomer,
  (served, decide, event, requestId) => {
    const { body: _body, ...rest } = event
    const bare = { ...rest, queryStringParameters: {}, rawQueryString: '' }
    return respondBehindGates(served, decide, bare, requestId)
  },
)

/** What the session operations decide on: the session of the caller, in whatever state, and the rights that one is opened under. */
interface OnSession extends OnMappedCustomer {
  readonly session: Stored<ManagementSession> | undefined
  readonly person: Stored<Person>
}

const onSession = (facts: GateFacts): OnSession => {
  const { session, person } = facts
  if (!person) throw new Error('A partner admin was admitted who is no person')
  return { ...onMappedCustomer(facts), session, person }
}

/** Serves partner admins with the management sessions of their customers (R50). */
export const serveSession = /* @__PURE__ */ behind<ForOpening, OnSession>(
  [signedIn, partner, customer, access, domain, session],
  onSession,
  respondBehindGates,
)
