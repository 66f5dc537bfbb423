import type { Role } from '../kernel/caller.ts'
import { takesBody } from './method.ts'
import { isOnCustomer, type HttpDeclaration, type HttpOperation } from './operation.ts'
import type { ProblemType } from '../kernel/problem.ts'
import {
  accessRevoked,
  anotherPerson,
  bodyTooLarge,
  changedMeanwhile,
  consoleRequiresWorkplace,
  cursorInvalid,
  customerNotFound,
  emailNotVerified,
  idempotencyKeyRequired,
  idempotencyKeyReused,
  ifMatchRequired,
  invalidInput,
  malformedBody,
  notSignedIn,
  partnerDeactivated,
  roleRequired,
  unavailable,
} from '../kernel/problems.ts'

const rolesOf = ({ allow }: HttpDeclaration): readonly Role[] => (typeof allow === 'string' ? [] : allow)

const refusedForRoles = (declaration: HttpDeclaration): ProblemType[] => {
  const roles = rolesOf(declaration)
  if (roles.length === 0 || roles.includes('applicant')) return []
  const hidesCustomer = roles.includes('super-admin') || roles.includes('org-admin')
  return hidesCustomer ? [customerNotFound] : [roleRequired]
}

const refusedToPartnerAdmins = (declaration: HttpDeclaration): ProblemType[] => {
  if (!rolesOf(declaration).includes('partner-admin')) return []
  return [
    partnerDeactivated,
    ...(declaration.surface === 'console' ? [consoleRequiresWorkplace] : []),
    ...(isOnCustomer(declaration) && !declaration.keptAfterRevocation ? [accessRevoked] : []),
  ]
}

/** What a request may meet before the operation's own rules are asked, in the order in which it is asked. */
const impliedProblems = (declaration: HttpDeclaration): ProblemType[] => {
  if (declaration.allow === 'public') return []
  const { idempotencyKey, ifMatch, needs = [] } = declaration
  return [
    notSignedIn,
    emailNotVerified,
    ...(takesBody(declaration.on.method) ? [malformedBody, bodyTooLarge] : []),
    invalidInput,
    ...(idempotencyKey === 'required' ? [idempotencyKeyRequired] : []),
    ...(ifMatch ? [ifMatchRequired] : []),
    anotherPerson,
    ...refusedForRoles(declaration),
    ...(isOnCustomer(declaration) ? [customerNotFound] : []),
    ...refusedToPartnerAdmins(declaration),
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
