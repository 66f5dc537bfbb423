import { isOfPartner } from '../../shared/access/access.ts'
import { partnerName } from '../../shared/partners/partner-name.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { changeOwnSubscription } from '../../shared/subscriptions/contract.ts'
import { subscriptionManagedByPartner } from '../../shared/subscriptions/subscription-manager.ts'
import { serveRefusal } from '../edge/serve-managed.ts'

export const handler = serveRefusal(changeOwnSubscription, async ({ access, get }) => {
  if (!isOfPartner(access)) throw subscriptionManagedByPartner({ managedBy: 'support' })
  const partner = partnerName(await get(partnerRecord, access))
  throw subscriptionManagedByPartner({ managedBy: 'partner', partner })
})
