import * as z from 'zod'
import { CustomerId, PersonId } from '../kernel/id.ts'
import { row } from '../table/record.ts'

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
