import { customerRecord } from '../../../shared/customers/records.ts'
import { gates, type GateName } from '../../../shared/declaration/gates.ts'
import {
  admitsPartner,
  needsSession,
  rolesOf,
  type HttpDeclaration,
} from '../../../shared/declaration/operation.ts'
import { CustomerId, PartnerId } from '../../../shared/kernel/id.ts'
import { leavePartner, type Person } from '../../../shared/people/person.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import * as arrange from '../arrange.ts'
import type { AnyAsking } from './expect-refusal.ts'

/** A way in which somebody's right to an operation ends. */
interface Loss {
  readonly way: string
  readonly lose: (asking: AnyAsking) => Promise<void>
  /** Whether it ends the right to an operation; it always does unless told. */
  readonly isLoss?: (declaration: HttpDeclaration) => boolean
  /** The partner that what is decided again may be done for, where it needs nothing of the former one. */
  readonly instead?: PartnerId
}

const changed =
  (change: (person: Person) => Person) =>
  ({ as }: AnyAsking): Promise<void> =>
    arrange.setPerson(as, change)

const ELSEWHERE = {
  partnerId: PartnerId.parse(`ptr_${'0'.repeat(26)}`),
  status: 'active',
  workplace: true,
} as const

const customerIn = (input: object): CustomerId => CustomerId.parse(Object(input).customerId)

const customerOf = async ({ input }: AnyAsking) =>
  reader(world.table).get(customerRecord, { customerId: customerIn(input) })

/** The ways in which what each gate admitted somebody by ends. */
const LOSSES: Readonly<Record<GateName, readonly Loss[]>> = {
  signedIn: [],
  organization: [
    {
      way: 'no longer administers the organisation',
      lose: async (asking) => arrange.endOrganizationRole(asking.as, await customerOf(asking)),
    },
    {
      way: 'has another role in the organisation',
      lose: async (asking) =>
        arrange.changeOrganizationRole(asking.as, await customerOf(asking), 'org-admin'),
      isLoss: (declaration) => !rolesOf(declaration).includes('org-admin'),
    },
  ],
  partner: [
    { way: 'is no longer an admin of the partner (R9)', lose: changed(leavePartner) },
    {
      way: 'is an admin of another partner',
      lose: changed((person) => ({ ...person, partner: ELSEWHERE })),
      instead: ELSEWHERE.partnerId,
    },
    {
      way: 'belongs to a deactivated partner (R8)',
      lose: changed(({ partner, ...person }) => ({
        ...person,
        ...(partner ? { partner: { ...partner, status: 'deactivated' as const } } : {}),
      })),
    },
  ],
  staff: [{ way: 'has lost the staff role', lose: changed((person) => ({ ...person, staffRoles: [] })) }],
  customer: [],
  // A revocation is proven by itself, since it may be taken back: R60 in prove-operation.ts.
  access: [],
  reserved: [],
  domain: [],
  session: [
    {
      way: 'has closed the management session (R50)',
      lose: ({ as, input }) => arrange.closeSession(as, customerIn(input)),
      isLoss: needsSession,
    },
    {
      way: 'has left and joined the partner again (R60)',
      lose: async ({ as }) => {
        let before: Person | undefined
        await arrange.setPerson(as, (person) => leavePartner((before = person)))
        await arrange.setPerson(as, (person) => ({ ...person, ...before }))
      },
      isLoss: needsSession,
    },
  ],
}

/** The ways in which the right to an operation ends, by the gates that it has. */
export const rightsLost = (declaration: HttpDeclaration): readonly (Loss & { readonly gate: string })[] =>
  Object.entries(LOSSES).flatMap(([name, losses]) =>
    Object.entries(gates).some(([gate, { applies }]) => gate === name && applies(declaration))
      ? losses
          .filter(
            ({ isLoss }) =>
              (isLoss?.(declaration) ?? true) && (name !== 'partner' || admitsPartner(declaration)),
          )
          .map((loss) => ({ ...loss, gate: name }))
      : [],
  )
