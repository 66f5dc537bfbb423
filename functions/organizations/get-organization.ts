import { getOrganization } from '../../shared/organizations/contract.ts'
import { organization } from '../../shared/organizations/organization.ts'
import { managingOf } from '../edge/managing.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(getOrganization, async (request) => {
  const { customer, access, now } = request
  return { answer: organization(customer, access, await managingOf(request), customer.version, now) }
})
