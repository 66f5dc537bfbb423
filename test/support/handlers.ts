import { contract } from '../../shared/contract.ts'
import { isHttp, type HttpOperation } from '../../shared/kernel/operation.ts'
import type { Handler } from './call.ts'

const kebab = (name: string): string => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)

/** The handler of an operation, found by its name as the cloud finds it. */
const handlerOf = async (area: string, name: string): Promise<Handler> => {
  const { handler }: { handler: Handler } = await import(`../../functions/${area}/${kebab(name)}.ts`)
  return handler
}

/** The operations over HTTP whose declarations pass, with their handlers. */
export const operationsWhere = (
  passes: (declaration: HttpOperation['declaration']) => boolean,
): Promise<{ operation: HttpOperation; handler: Handler }[]> =>
  Promise.all(
    Object.entries(contract).flatMap(([area, named]) =>
      Object.values(named)
        .filter(isHttp)
        .filter(({ declaration }) => passes(declaration))
        .map(async (operation) => ({ operation, handler: await handlerOf(area, operation.name) })),
    ),
  )
