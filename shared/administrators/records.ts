import { Confirmation } from '../people/confirmation.ts'
import { entity } from '../table/record.ts'

/** The one request of an organisation's recovery; each new one is its next version (R64). */
export const recoveryRecord = /* @__PURE__ */ entity({
  kind: 'recovery',
  schema: Confirmation,
  key: ({ subject: customerId }: Pick<Confirmation, 'subject'>) => ({
    pk: `RECOVERY#${customerId}`,
    sk: 'RECOVERY',
  }),
  loggedFor: ({ subject: customerId }) => customerId,
})
