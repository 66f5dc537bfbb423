import type { AskedOperationName } from '../../shared/contract/http-declarations.ts'
import type { Client } from '../../shared/client/client.ts'
import type { Route } from '../../shared/client/route.ts'
import { routes } from '../../shared/client/routes.ts'
import { useAsk, type Asked } from './ask.ts'

/** What an operation answers. */
export type AnswerOf<Name extends keyof Client> = Awaited<ReturnType<Client[Name]>>['answer']
export type Me = AnswerOf<'getMe'>
export type OwnOrganization = AnswerOf<'listOwnOrganizations'>['items'][number]

/** Who is signed in, read at the start, when the page is seen again, and after a 403. */
export const useMe = (): Asked<Me> => useAsk(['getMe'], (api, signal) => api.getMe({}, { signal }))

/** The organisations that the person administers. */
export const useOwnOrganizations = () =>
  useAsk(['listOwnOrganizations'], (api, signal) => api.listOwnOrganizations({ limit: 100 }, { signal }))

/** Whether the person is an admin of an active partner that has the surface, where one is asked for. */
const actsForPartner = ({ partner }: Me, surface: Route['surface']): boolean =>
  partner?.status === 'active' && (surface === undefined || partner.surfaces.includes(surface))

const holds = (role: string, me: Me, organization: OwnOrganization | undefined): boolean => {
  if (role === 'applicant') return true
  if (role === 'staff') return me.staffRoles.length > 0
  return me.staffRoles.some((held) => held === role) || organization?.role === role
}

/** Whether the person has a role that an operation asks for, or may do it in a management session; the API decides in the end. */
export const can = (me: Me, operation: AskedOperationName, organization?: OwnOrganization): boolean => {
  const { allow, inSession, surface } = routes[operation]
  if (allow === 'public' || allow === 'signed-in') return true
  if ((inSession || allow.includes('partner-admin')) && actsForPartner(me, surface)) return true
  return allow.some((role) => holds(role, me, organization))
}
