import type { Access } from '../access/access.ts'
import type { Customer } from '../customers/customer.ts'
import type { Capacity } from '../kernel/caller.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId } from '../kernel/id.ts'
import type { ProblemType } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import type { ManagementSession } from '../management/session.ts'
import type { OrganizationMembership } from '../people/organization-membership.ts'
import type { Person } from '../people/person.ts'
import type { Subject } from '../people/subject.ts'
import type { Kind } from '../table/kinds.ts'
import type { Change, Stored } from '../table/record.ts'
import type { Key, StoredItem } from '../table/table.ts'
import type { HttpDeclaration } from './operation.ts'

/** What is known of a request before anything is read: who asks, and about which customer. */
export interface GateRequest {
  readonly email: EmailAddress
  readonly sub: string
  readonly customerId: CustomerId | undefined
  /** The deploy parameter that names the first member of support. */
  readonly firstStaffMember: EmailAddress | undefined
}

/** What the gates of an operation read; a member is absent where its gate does not apply or its item does not exist. */
export interface GateFacts extends GateRequest {
  readonly subject?: Subject
  readonly person?: Stored<Person>
  readonly membership?: OrganizationMembership
  readonly customer?: Stored<Customer>
  readonly access?: Stored<Access>
  readonly session?: Stored<ManagementSession>
  /** Programme time, fixed for the attempt. */
  readonly now: Instant
}

/** One item that a gate reads, known by key from the request alone. */
export interface GateRead {
  readonly kind: Kind
  readonly key: (request: GateRequest) => Key
  readonly fact: (item: StoredItem) => Partial<GateFacts>
}

/** One check of each request before the operation's own rules. */
export interface Gate<Checked extends Kind = Kind> {
  /** Whether an operation has this gate. */
  readonly applies: (declaration: HttpDeclaration) => boolean
  readonly reads: readonly GateRead[]
  /** The kinds whose items the commit of an operation checks to be as they were read. */
  readonly checks: (declaration: HttpDeclaration) => readonly Checked[]
  /** Every refusal that it may throw. */
  readonly refuses: (declaration: HttpDeclaration) => readonly ProblemType[]
  /**
   * Refuses the request by throwing, or answers the capacity in which the caller is admitted so far: the given one
   * where an earlier gate admitted them, `undefined` where none has yet.
   */
  readonly admit: (
    facts: GateFacts,
    declaration: HttpDeclaration,
    capacity: Capacity | undefined,
  ) => Capacity | undefined
  /** Conditions of the commit, so that a request that began before a change of rights does not commit after it (R60). */
  readonly conditionsOf: (
    facts: GateFacts,
    capacity: Capacity,
    declaration: HttpDeclaration,
  ) => readonly Change<Checked>[]
}
