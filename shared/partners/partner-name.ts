import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import type { Partner } from './partner.ts'

/** A partner as others name it. */
export const PartnerName = /* @__PURE__ */ z.strictObject({ partnerId: PartnerId, companyName: z.string() })

/** A partner's name as others see it. */
export const partnerName = ({ partnerId, company }: Partner): z.infer<typeof PartnerName> => ({
  partnerId,
  companyName: company.name,
})
