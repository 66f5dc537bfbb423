import { getPartner } from '../../shared/partners/contract.ts'
import {
  adminsRequested,
  partnerNotFound,
  partnerView,
  pendingAdmins,
} from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { waiting } from '../../shared/people/confirmation.ts'
import { confirmationRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = {
  partner: partnerRecord.or(partnerNotFound),
  confirmation: confirmationRecord.keyedBy(adminsRequested),
}

export const handler = serveStaff(getPartner, reads, ({ partner, confirmation, now }) => ({
  answer: {
    ...partnerView(partner, partner.version),
    pending: pendingAdmins(waiting(confirmation, now)),
  },
}))
