import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { call } from '../support/describe/call.ts'
import { raceLoss } from './losing-a-customer.ts'

raceLoss('a move to another partner (R14)', {
  code: 'customer-not-found',
  ofVerified: true,
  lose: ({ superAdmin, customerId, code }) => call(tagPartner, tag, superAdmin, { customerId, code }),
})
