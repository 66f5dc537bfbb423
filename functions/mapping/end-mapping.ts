import { endMapping } from '../../shared/mapping/contract.ts'
import { mappingEnd } from '../edge/mapping-end.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(endMapping, mappingEnd)
