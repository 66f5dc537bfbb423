import { getHealth } from '../../shared/api/contract.ts'
import { servePublic } from '../serve-public.ts'

export const handler = servePublic(getHealth, { status: 'ok' })
