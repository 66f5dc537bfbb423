import document from '../../docs/openapi.json' with { type: 'json' }
import { getOpenapi } from '../../shared/api/contract.ts'
import { servePublic } from '../edge/serve-public.ts'

export const handler = servePublic(getOpenapi, document)
