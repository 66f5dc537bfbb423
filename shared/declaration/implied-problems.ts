import type { ProblemType } from '../kernel/problem.ts'
import {
  bodyTooLarge,
  changedMeanwhile,
  cursorInvalid,
  emailNotUsable,
  emailNotVerified,
  idempotencyKeyRequired,
  idempotencyKeyReused,
  ifMatchRequired,
  invalidInput,
  malformedBody,
  notSignedIn,
  unavailable,
  unsupportedMediaType,
} from '../kernel/problems.ts'
import { gatesOf } from './gates.ts'
import { takesBody } from './method.ts'
import type { HttpDeclaration, HttpOperation } from './operation.ts'

/** The problems of a request before the operation's own rules are applied. */
const impliedProblems = (declaration: HttpDeclaration): ProblemType[] => {
  const { signed } = declaration
  if (signed) return [bodyTooLarge, signed.refusal, unavailable]
  if (declaration.allow === 'public')
    return Object.keys(declaration.input.shape).length > 0 ? [invalidInput] : []
  const { idempotencyKey, ifMatch, needs = [] } = declaration
  return [
    notSignedIn,
    emailNotUsable,
    emailNotVerified,
    ...(takesBody(declaration.on.method) ? [malformedBody, bodyTooLarge, unsupportedMediaType] : []),
    invalidInput,
    ...(idempotencyKey === 'required' ? [idempotencyKeyRequired] : []),
    ...(ifMatch ? [ifMatchRequired] : []),
    ...gatesOf(declaration).flatMap((gate) => gate.refuses(declaration)),
    ...(idempotencyKey ? [idempotencyKeyReused] : []),
    ...(ifMatch ? [changedMeanwhile] : []),
    ...(needs.includes('cursors') ? [cursorInvalid] : []),
    unavailable,
  ]
}

/** Every problem that an operation may answer with: those that its gates imply, then those that it declares; each once. */
export const problemsOf = ({ declaration }: HttpOperation): ProblemType[] => [
  ...new Set([...impliedProblems(declaration), ...(declaration.problems ?? [])]),
]
