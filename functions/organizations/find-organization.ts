import type { Customer } from '../../shared/customers/customer.ts'
import {
  customerRecord,
  domainClaimPartition,
  domainClaimRecord,
  domainOwnerRecord,
} from '../../shared/customers/records.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { findOrganization } from '../../shared/organizations/contract.ts'
import { foundOrganization } from '../../shared/organizations/organization.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Stored } from '../../shared/table/record.ts'
import { openPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

const isLive = (customer: Stored<Customer> | undefined): customer is Stored<Customer> =>
  customer?.state === 'live'

const reads = { owner: domainOwnerRecord }

export const handler = serveStaff(
  findOrganization,
  reads,
  async ({ owner, input, caller, find, findAll, page, now }) => {
    const { query, next } = openPage(findOrganization, caller, input)
    const claims = await page(domainClaimRecord, { partition: domainClaimPartition(input), ...query })
    const [owning, claiming] = await Promise.all([
      owner && input.cursor === undefined ? find(customerRecord, owner) : undefined,
      findAll(customerRecord, claims.items),
    ])
    const customers = [owning, ...claiming].filter(isLive)
    const items = await Promise.all(
      customers.map(async (customer) => {
        const { partnerId, transferId } = customer
        const [partner, transfer] = await Promise.all([
          partnerId && find(partnerRecord, { partnerId }),
          transferId && find(transferRecord, { transferId }),
        ])
        return foundOrganization(customer, now, { partner, transfer })
      }),
    )
    return { answer: { items, ...next(claims.after) } }
  },
)
