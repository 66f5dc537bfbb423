import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import { mappingEnd } from '../edge/mapping-end.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(endPartnerMapping, mappingEnd)
