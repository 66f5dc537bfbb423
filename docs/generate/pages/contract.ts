import { contract } from '../../../shared/contract/contract.ts'
import { problemsOf } from '../../../shared/declaration/implied-problems.ts'
import {
  isHttp,
  type HttpDeclaration,
  type HttpOperation,
  type Operation,
} from '../../../shared/declaration/operation.ts'
import type { ProblemType } from '../../../shared/kernel/problem.ts'

const byName = (one: Operation, other: Operation): number => (one.name < other.name ? -1 : 1)

/** The areas in their order, each with its operations by name, independent of the order in which the module loader lists them. */
export const areas: readonly (readonly [string, readonly Operation[]])[] = Object.entries(contract).map(
  ([area, operations]) => [area, Object.values(operations).sort(byName)] as const,
)

/** The HTTP operations in the same order. */
export const httpOperations: readonly HttpOperation[] = areas
  .flatMap(([, operations]) => operations)
  .filter(isHttp)

/** The area that an operation belongs to. */
export const areaOf = ({ name }: Operation): string => {
  const found = areas.find(([, operations]) => operations.some((operation) => operation.name === name))
  if (!found) throw new Error(`${name} belongs to no area`)
  return found[0]
}

/** Who may ask, in words. */
export const callersOf = ({ allow, signed }: HttpDeclaration): string => {
  if (signed) return `who signs the body (\`${signed.header}\`)`
  if (allow === 'public') return 'anybody'
  return allow === 'signed-in' ? 'anybody signed in' : allow.join(', ')
}

/** What makes a function run. */
export const triggerOf = (operation: Operation): string => {
  if (isHttp(operation)) {
    const { method, path } = operation.declaration.on
    return `${method} /v1${path}`
  }
  const { on } = operation.declaration
  switch (on.kind) {
    case 'schedule':
      return on.expression
    case 'stream':
      return `each new ${on.of} in the table`
    case 'mail-events':
      return "the mail service's reports"
    case 'dead-letters':
      return 'what unattended functions could not handle'
    case 'token-generation':
      return 'the user pool, before it issues a token'
    case 'http':
      return on.path
  }
}

/** Every problem, by code, with the names of the operations that may answer with it. */
export const problemTypes = (): (readonly [ProblemType, readonly string[]])[] => {
  const byCode = new Map<string, { type: ProblemType; where: string[] }>()
  for (const operation of httpOperations)
    for (const type of problemsOf(operation)) {
      const known = byCode.get(type.code)
      if (known && known.type !== type) throw new Error(`The problem ${type.code} is declared twice`)
      byCode.set(type.code, { type, where: [...(known?.where ?? []), operation.name] })
    }
  return [...byCode.values()]
    .sort((one, other) => (one.type.code < other.type.code ? -1 : 1))
    .map(({ type, where }) => [type, where] as const)
}
