import type { HttpDeclaration } from '../shared/declaration/operation.ts'
import type { Stage, Throttle } from './stages.ts'

/** Whether a call costs more than a look into the table: it asks the outside, or anybody signed in may make it write or mail. */
const isCostly = ({ allow, needs = [], mails, puts }: HttpDeclaration): boolean =>
  needs.some((need) => need === 'dns' || need === 'redrive') ||
  (typeof allow !== 'string' && allow.includes('applicant') && (mails !== undefined || puts !== undefined))

/** The limit of an operation's route, beside that of the whole API. */
export const throttleOf = (declaration: HttpDeclaration, { routeThrottles }: Stage): Throttle | undefined => {
  if (declaration.allow === 'public') return routeThrottles.public
  return isCostly(declaration) ? routeThrottles.costly : undefined
}
