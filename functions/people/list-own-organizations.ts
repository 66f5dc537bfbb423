import { customerRecord } from '../../shared/customers/records.ts'
import { listOwnOrganizations } from '../../shared/people/contract.ts'
import { membershipPartition, organizationMembershipRecord } from '../../shared/people/records.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listOwnOrganizations, async ({ input, caller, page, findAll }) => {
  const { query, next } = openPage(listOwnOrganizations, caller, input)
  const memberships = await page(organizationMembershipRecord, {
    partition: membershipPartition(caller),
    newestFirst: true,
    ...query,
  })
  const customers = await findAll(customerRecord, memberships.items)
  const items = memberships.items.flatMap(({ customerId, role }, index) => {
    const customer = customers[index]
    if (customer?.state !== 'live') return []
    const { domain, organizationName } = customer
    return [{ customerId, domain, organizationName, role }]
  })
  return { answer: { items, ...next(memberships.after) } }
})
