import { billingRecord } from '../../shared/billing/records.ts'
import { endMapping } from '../../shared/mapping/contract.ts'
import { administratorChangesRecord } from '../../shared/people/records.ts'
import { mappingEnd } from '../edge/mapping-end.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { administratorChanges: administratorChangesRecord, billing: billingRecord }

export const handler = servePartnerOnCustomer(endMapping, reads, mappingEnd)
