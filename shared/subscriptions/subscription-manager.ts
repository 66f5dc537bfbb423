import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import { PartnerName } from '../partners/partner-name.ts'

export const subscriptionManagedByPartner = /* @__PURE__ */ problem(
  'subscription-managed-by-partner',
  {
    kind: 'forbidden',
    title: 'The subscription is changed by the partner, or by support where there is none',
    advice: 'File a subscription request with the partner; without a partner, write to support.',
  },
  {
    managedBy: /* @__PURE__ */ z.enum(['partner', 'support']),
    partner: /* @__PURE__ */ PartnerName.optional(),
  },
)
