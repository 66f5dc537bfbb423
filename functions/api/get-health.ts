import { getHealth } from '../../shared/api/contract.ts'
import { servePublic } from '../serve.ts'

export const handler = servePublic(getHealth, () => ({ status: 'ok' as const }))
