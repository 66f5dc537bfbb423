import { admitsPartner, needsSession, surfaceOf } from '../../../shared/declaration/operation.ts'
import { httpOperations } from './contract.ts'

const literal = (value: string): string => `'${value}'`

/** The client's routes as source text, so that a browser needs no schema to call them. */
export const routesModule = (): string => {
  const asked = httpOperations.filter(({ declaration }) => declaration.signed === undefined)
  const lines = asked.map(({ name, declaration }) => {
    const { on, allow, idempotencyKey, produces } = declaration
    const surface = admitsPartner(declaration) ? surfaceOf(declaration) : undefined
    const members = [
      `method: ${literal(on.method)}`,
      `path: ${literal(on.path)}`,
      `allow: ${typeof allow === 'string' ? literal(allow) : `[${allow.map(literal).join(', ')}]`}`,
      ...(needsSession(declaration) ? ['inSession: true'] : []),
      ...(surface ? [`surface: ${literal(surface)}`] : []),
      ...(idempotencyKey ? [`idempotencyKey: ${literal(idempotencyKey)}`] : []),
      ...(produces ? [`produces: [${Object.values(produces).map(literal).join(', ')}]`] : []),
    ]
    return `${name}: { ${members.join(', ')} },`
  })
  return `// Written by \`npm run accept\` from the contract; do not edit.
import type { Route } from './route.ts'
import type { AskedOperationName } from '../contract/http-declarations.ts'

/** The route of each HTTP operation that a client can ask. */
export const routes: Readonly<Record<AskedOperationName, Route>> = {
${lines.join('\n')}
}
`
}
