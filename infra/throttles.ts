import type { HttpDeclaration } from '../shared/declaration/operation.ts'
import type { Stage, Throttle } from './stages.ts'

/** Whether a call costs more than a read of the table: it calls the outside, or it lets anybody signed in write or send mail. */
const isCostly = ({ allow, needs = [], mails, puts }: HttpDeclaration): boolean =>
  needs.some((need) => need === 'dns' || need === 'payments' || need === 'redrive') ||
  (typeof allow !== 'string' && allow.includes('applicant') && (mails !== undefined || puts !== undefined))

/** The limit of an operation's route, in addition to that of the whole API; `undefined` where it has none. */
export const throttleOf = (declaration: HttpDeclaration, { routeThrottles }: Stage): Throttle | undefined => {
  if (declaration.signed) return routeThrottles.signed
  if (declaration.allow === 'public') return routeThrottles.public
  return isCostly(declaration) ? routeThrottles.costly : undefined
}
