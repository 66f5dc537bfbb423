import * as z from 'zod'
import { accessRecord } from '../access/records.ts'
import { recoveryRecord } from '../administrators/records.ts'
import { customerRecord } from '../customers/records.ts'
import { groupPartition } from '../groups/records.ts'
import { CustomerId, PersonId } from '../kernel/id.ts'
import { managementSessionPartition } from '../management/records.ts'
import { mailPolicyPartition } from '../policies/records.ts'
import { referralProgramRecord } from '../referrals/records.ts'
import { organizationSettingsRecord } from '../settings/records.ts'
import type { Kind } from '../table/kinds.ts'
import { row } from '../table/record.ts'
import type { Key, StoredItem } from '../table/table.ts'
import { userPartition } from '../users/records.ts'

/** The most refused attempts of one person in one organisation and minute that its log has one by one (R53). */
export const MOST_REFUSALS = 60

/** How many attempts of a person were refused in an organisation in one minute of programme time, and whether a line says that there were more. */
export const RefusalCount = z.object({
  customerId: CustomerId,
  personId: PersonId,
  /** Such as `2026-11-26T10:27`. */
  minute: z.string(),
  refusals: z.int(),
  isCapped: z.boolean(),
  expiresAt: z.int(),
})

/** By person and minute, so that refusals hold up no other work. */
export const refusalCountRecord = /* @__PURE__ */ row({
  kind: 'refusalCount',
  schema: RefusalCount,
  key: ({
    customerId,
    personId,
    minute,
  }: Pick<z.infer<typeof RefusalCount>, 'customerId' | 'personId' | 'minute'>) => ({
    pk: `REFUSALS#${customerId}`,
    sk: `${personId}#${minute}`,
  }),
})

/** Where the entities of one kind stand whose audit chains are those of an organisation. */
interface Chains<K extends Kind = Kind> {
  readonly kind: K
  readonly partition: string
  /** The audit chain of an entity. */
  readonly subjectOf: (entity: StoredItem) => string
  /** The key of the entity of a chain, if it is one of these; without it only the list of all tells. */
  readonly keyOf?: (subject: string) => Key | undefined
}

/** The one entity of an organisation, whose chain has the name of its partition. */
const alone = <const K extends Kind>(kind: K, { pk, sk }: Key): Chains<K> => ({
  kind,
  partition: pk,
  subjectOf: (entity) => entity.pk,
  keyOf: (subject) => (subject === pk ? { pk, sk } : undefined),
})

/** Entities of which each has a chain with the name of its sort key. */
const many = <const K extends Kind>(kind: K, pk: string, word: string): Chains<K> => ({
  kind,
  partition: pk,
  subjectOf: (entity) => entity.sk,
  keyOf: (sk) => (sk.startsWith(`${word}#`) ? { pk, sk } : undefined),
})

const sessions = (customerId: CustomerId): Chains<'managementSession'> => ({
  kind: 'managementSession',
  partition: managementSessionPartition(customerId),
  subjectOf: ({ personId }) => `SESSION#${customerId}#${String(personId)}`,
})

/** All audit chains of an organisation, by the kind of their entities and in the order of their verification. */
export const chainsOf = (customerId: CustomerId) => [
  alone('customer', customerRecord.key({ customerId })),
  alone('access', accessRecord.key({ customerId })),
  sessions(customerId),
  many('user', userPartition(customerId), 'USER'),
  many('group', groupPartition(customerId), 'GROUP'),
  many('mailPolicy', mailPolicyPartition(customerId), 'POLICY'),
  alone('organizationSettings', organizationSettingsRecord.key({ customerId })),
  alone('referralProgram', referralProgramRecord.key({ customerId })),
  alone('recovery', recoveryRecord.key({ subject: customerId })),
]
export type ChainsOfOrganization = ReturnType<typeof chainsOf>[number]
