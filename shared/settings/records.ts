import type { CustomerId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { OrganizationSettings } from './settings.ts'

/** Absent until something is set. */
export const organizationSettingsRecord = /* @__PURE__ */ entity({
  kind: 'organizationSettings',
  schema: OrganizationSettings,
  key: ({ customerId }: { readonly customerId: CustomerId }) => ({
    pk: `SETTINGS#${customerId}`,
    sk: 'SETTINGS',
  }),
  loggedFor: ({ customerId }) => customerId,
})
