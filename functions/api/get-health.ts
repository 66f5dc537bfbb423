import { getHealth } from '../../shared/api/contract.ts'
import { servePublic } from '../edge/serve-public.ts'

export const handler = servePublic(getHealth, { status: 'ok' })
