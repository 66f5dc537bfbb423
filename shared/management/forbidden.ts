import * as z from 'zod'
import { problem } from '../kernel/problem.ts'

/** The codes of the ten things that a partner admin never does in an organisation, whatever else is true (R51). */
export const FORBIDDEN = [
  'changeSuperAdmin',
  'setOrganizationTfa',
  'changeUserRole',
  'changeUserProfilePicture',
  'resetUserPassword',
  'deleteUser',
  'backUpUserAccount',
  'editDashboard',
  'useReferralProgram',
  'changeContactsSync',
] as const
export type ForbiddenCode = (typeof FORBIDDEN)[number]

export const forbiddenToPartnerAdmin = /* @__PURE__ */ problem(
  'forbidden-to-partner-admin',
  {
    kind: 'forbidden',
    title: 'A partner admin never does this in an organisation',
    advice: 'Ask an administrator of the organisation to do it.',
  },
  { operation: /* @__PURE__ */ z.enum(FORBIDDEN) },
)
