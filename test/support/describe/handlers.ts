import { kebab } from '../../../infra/bundle/kebab.ts'
import { contract } from '../../../shared/contract/contract.ts'
import { isHttp, type HttpOperation } from '../../../shared/declaration/operation.ts'
import type { Handler } from './call.ts'

/** An HTTP operation and the area whose folder its file stands in. */
export interface AreaOperation {
  readonly area: string
  readonly name: string
  readonly operation: HttpOperation
}

/** Every HTTP operation of the contract; later ones join by themselves. */
export const httpOperations: readonly AreaOperation[] = Object.entries(contract).flatMap(([area, named]) =>
  Object.values(named)
    .filter(isHttp)
    .map((operation) => ({ area, name: operation.name, operation })),
)

/** The HTTP operation of that name. */
export const operationNamed = (name: string): AreaOperation => {
  const found = httpOperations.find((operation) => operation.name === name)
  if (!found) throw new Error(`There is no operation ${name}`)
  return found
}

/** The path of an operation below `functions/` and `test/`, without its ending: `<area>/<kebab-case name>`. */
export const pathOf = ({ area, name }: AreaOperation): string => `${area}/${kebab(name)}`

/** The handler of an operation, by the rule of one name; the import names folder and file apart, as Vite finds no deeper path. */
export const handlerOf = async ({ area, name }: AreaOperation): Promise<Handler> => {
  const { handler }: { handler: Handler } = await import(`../../../functions/${area}/${kebab(name)}.ts`)
  return handler
}

/** The operations over HTTP whose declarations pass, with their handlers. */
export const operationsWhere = (
  passes: (declaration: HttpOperation['declaration']) => boolean,
): Promise<{ operation: HttpOperation; handler: Handler }[]> =>
  Promise.all(
    httpOperations
      .filter(({ operation }) => passes(operation.declaration))
      .map(async (tested) => ({ operation: tested.operation, handler: await handlerOf(tested) })),
  )
