import { billingRecord } from '../../shared/billing/records.ts'
import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import { administratorChangesRecord } from '../../shared/people/records.ts'
import { mappingEnd } from '../edge/mapping-end.ts'
import { serveOrganization } from '../edge/serve.ts'

const reads = { administratorChanges: administratorChangesRecord, billing: billingRecord }

export const handler = serveOrganization(endPartnerMapping, reads, mappingEnd)
