import type * as z from 'zod'
import { isOfPartner, type Access, type PartnerAccess } from '../../shared/access/access.ts'
import { isMapped, type Customer, type MappedCustomer } from '../../shared/customers/customer.ts'
import type { Decision, ListedKind, ReadKind } from '../../shared/declaration/decision.ts'
import type { Gate, GateFacts } from '../../shared/declaration/gate.ts'
import { access } from '../../shared/declaration/gates/access.ts'
import { customer } from '../../shared/declaration/gates/customer.ts'
import { organization } from '../../shared/declaration/gates/organization.ts'
import { partner } from '../../shared/declaration/gates/partner.ts'
import { signedIn } from '../../shared/declaration/gates/signed-in.ts'
import { staff } from '../../shared/declaration/gates/staff.ts'
import {
  admitsPartner,
  rolesOf,
  type HttpDeclaration,
  type Operation,
} from '../../shared/declaration/operation.ts'
import {
  isStaffRole,
  type Caller,
  type Capacity,
  type OrganizationRole,
  type StaffRole,
} from '../../shared/kernel/caller.ts'
import type { Language } from '../../shared/kernel/text.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Person } from '../../shared/people/person.ts'
import type { Origin } from '../../shared/table/log.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { httpHandler } from './http-handler.ts'
import type { Plan, PreloadsOf } from './plan.ts'
import type { Loaded } from './preload.ts'
import { originIn, respond, type Prepared } from './respond.ts'
import { respondInSteps, type Steps } from './respond-in-steps.ts'

type RolesOf<D extends HttpDeclaration> =
  | (D['allow'] extends readonly (infer R)[] ? R : 'applicant')
  | (D['onBehalf'] extends 'in-session' ? 'partner-admin' : never)

type CapacityIn<R> = R extends 'staff'
  ? { readonly actsAs: StaffRole }
  : R extends 'partner-admin'
    ? Extract<Capacity, { actsAs: 'partner-admin' }>
    : { readonly actsAs: R }

/** The caller of an operation, by the roles that it admits. */
export type CallerOf<D extends HttpDeclaration> = Caller & CapacityIn<RolesOf<D>>

/** What every operation decides on: the validated input, who asks, when, and how to read more. */
export interface Request<D extends HttpDeclaration> extends ItemReader<ReadKind<D>, ListedKind<D>> {
  readonly input: z.output<D['input']>
  readonly caller: CallerOf<D>
  /** What the table says of the caller as staff or member of a partner; absent for a person who is neither. */
  readonly person: Stored<Person> | undefined
  /** Programme time, fixed for the attempt. */
  readonly now: Instant
  /** The language that the caller wants. */
  readonly language: Language
  /** Where it comes from, as the log of an organisation says. */
  readonly origin: Origin
  /** Names the idempotency key that was given, so that what is asked outside can be asked once. */
  readonly digest: string | undefined
}

/** What an operation on a customer decides on in addition. */
export interface OnCustomer {
  readonly customer: Stored<Customer>
  readonly access: Stored<Access>
}

/** The same for a partner's operation on its customer. */
export interface OnMappedCustomer {
  readonly customer: Stored<Customer> & MappedCustomer
  readonly access: Stored<Access> & PartnerAccess
}

type Decide<D extends HttpDeclaration, R> = (request: R) => Promise<Decision<D>> | Decision<D>

const isCallerOf = <D extends HttpDeclaration>(declaration: D, caller: Caller): caller is CallerOf<D> => {
  const roles = rolesOf(declaration)
  const { actsAs } = caller
  if (roles.length === 0) return actsAs === 'applicant'
  if (actsAs === 'partner-admin') return admitsPartner(declaration)
  return roles.includes(actsAs) || (roles.includes('staff') && isStaffRole(actsAs))
}

const requestOf = <D extends HttpDeclaration, P extends PreloadsOf<D>, Extra>(
  plan: Plan<D, P>,
  prepared: Prepared<P>,
  extra: (facts: GateFacts) => Extra,
): Request<D> & Loaded<P> & Extra => {
  const { declaration, input, language, digest } = plan
  const { caller, attempt, loaded } = prepared
  if (!isCallerOf(declaration, caller)) throw new Error(`This operation admits nobody as ${caller.actsAs}`)
  const { read, facts, now } = attempt
  const origin = originIn(plan, prepared)
  const { person } = facts
  const request: Request<D> = { ...read, input, caller, person, now, language, origin, digest }
  return { ...loaded, ...request, ...extra(facts) }
}

const nothing = (): object => ({})

/** The customer that the gates have read, and the access to it. */
export const onCustomer = ({ customer, access }: GateFacts): OnCustomer => {
  if (!customer || !access) throw new Error('A customer was admitted that does not exist')
  return { customer, access }
}

/** The same of a customer that a partner manages. */
export const onMappedCustomer = (facts: GateFacts): OnMappedCustomer => {
  const { customer, access } = onCustomer(facts)
  if (!isMapped(customer) || !isOfPartner(access))
    throw new Error('A customer was admitted that has no partner')
  return { customer, access }
}

/** Serves operations behind some gates; the handler decides on its request, and on its preloads by name if it has some. */
export const behind = <Allowed extends HttpDeclaration, Extra extends object>(
  gates: readonly Gate[],
  extra: (facts: GateFacts) => Extra,
  responding = respond,
) => {
  const handle = <D extends Allowed, P extends PreloadsOf<D>>(
    operation: Operation<D>,
    preloads: P,
    decide: Decide<D, Request<D> & Loaded<P> & Extra>,
  ) =>
    httpHandler(operation.name, (event, requestId) =>
      responding(
        { operation, gates, preloads },
        (plan, prepared) => decide(requestOf(plan, prepared, extra)),
        event,
        requestId,
      ),
    )
  function serve<const D extends Allowed>(
    operation: Operation<D>,
    decide: Decide<D, Request<D> & Extra>,
  ): ReturnType<typeof httpHandler>
  function serve<const D extends Allowed, const P extends PreloadsOf<D>>(
    operation: Operation<D>,
    preloads: P,
    decide: Decide<D, Request<D> & Loaded<P> & Extra>,
  ): ReturnType<typeof httpHandler>
  function serve<const D extends Allowed, const P extends PreloadsOf<D>>(
    operation: Operation<D>,
    ...given: [Decide<D, Request<D> & Extra>] | [P, Decide<D, Request<D> & Loaded<P> & Extra>]
  ): ReturnType<typeof httpHandler> {
    return given.length === 1 ? handle(operation, {}, given[0]) : handle(operation, given[0], given[1])
  }
  return serve
}

interface ForAnybody extends HttpDeclaration {
  readonly allow: 'signed-in' | readonly ['applicant']
}
interface ForStaff extends HttpDeclaration {
  readonly allow: readonly ('staff' | StaffRole)[]
}
interface ForPartners extends HttpDeclaration {
  readonly allow: readonly ['partner-admin']
}
interface ForOrganizations extends HttpDeclaration {
  readonly allow: readonly OrganizationRole[]
}

/** Serves every person who is signed in. */
export const serve = /* @__PURE__ */ behind<ForAnybody, object>([signedIn], nothing)

/** Serves the programme team. */
export const serveStaff = /* @__PURE__ */ behind<ForStaff, object>([signedIn, staff], nothing)

/** Serves the programme team on an organisation, whoever manages it. */
export const serveStaffOnCustomer = /* @__PURE__ */ behind<ForStaff, OnCustomer>(
  [signedIn, staff, customer],
  onCustomer,
)

/** Serves the admins of a partner. */
export const servePartner = /* @__PURE__ */ behind<ForPartners, object>([signedIn, partner], nothing)

/** Serves the admins of a partner on one of its customers. */
export const servePartnerOnCustomer = /* @__PURE__ */ behind<ForPartners, OnMappedCustomer>(
  [signedIn, partner, customer, access],
  onMappedCustomer,
)

/** Serves the administrators of an organisation. */
export const serveOrganization = /* @__PURE__ */ behind<ForOrganizations, OnCustomer>(
  [signedIn, organization, customer],
  onCustomer,
)

/** Serves operations that ask the outside between two commits, behind some gates. */
const inSteps =
  <Allowed extends HttpDeclaration, Extra extends object>(
    gates: readonly Gate[],
    extra: (facts: GateFacts) => Extra,
  ) =>
  <const D extends Allowed, const P extends PreloadsOf<D>, Intent, Outcome>(
    operation: Operation<D>,
    preloads: P,
    { intend, ...steps }: Steps<D, Request<D> & Loaded<P> & Extra, Intent, Outcome>,
  ) =>
    httpHandler(operation.name, (event, requestId) =>
      respondInSteps(
        { operation, gates, preloads },
        (plan, prepared) => intend(requestOf(plan, prepared, extra)),
        steps,
        event,
        requestId,
      ),
    )

/** Serves the programme team with an operation that asks the outside between two commits. */
export const serveStaffInSteps = /* @__PURE__ */ inSteps<ForStaff, object>([signedIn, staff], nothing)

/** Serves the admins of a partner on one of its customers with such an operation. */
export const servePartnerOnCustomerInSteps = /* @__PURE__ */ inSteps<ForPartners, OnMappedCustomer>(
  [signedIn, partner, customer, access],
  onMappedCustomer,
)
