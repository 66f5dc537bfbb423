import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { dueRow } from '../table/due.ts'
import { row } from '../table/record.ts'

/** The only trial that a registrable domain can have; put once the customer that has it has verified its domain (R30). */
export const domainTrialRecord = /* @__PURE__ */ row({
  kind: 'domainTrial',
  schema: z.object({ registrableDomain: z.string(), customerId: CustomerId, countedAt: Instant }),
  key: ({ registrableDomain }: { registrableDomain: string }) => ({
    pk: `TRIAL#${registrableDomain}`,
    sk: 'TRIAL',
  }),
})

/** The end of a running trial, due at its end instant. */
export const trialEndDueRecord = /* @__PURE__ */ dueRow({
  kind: 'trialEndDue',
  job: 'trial-end',
  id: CustomerId,
})

/** The next reminder of a running trial. */
export const trialReminderDueRecord = /* @__PURE__ */ dueRow({
  kind: 'trialReminderDue',
  job: 'trial-reminder',
  id: CustomerId,
})
