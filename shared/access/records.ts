import type { CustomerId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { Access } from './access.ts'

export const accessRecord = /* @__PURE__ */ entity({
  kind: 'access',
  schema: Access,
  key: ({ customerId }: { customerId: CustomerId }) => ({ pk: `ACCESS#${customerId}`, sk: 'ACCESS' }),
  loggedFor: ({ customerId }) => customerId,
})
