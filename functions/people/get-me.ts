import { getMe } from '../../shared/people/contract.ts'
import { staffRolesOf, surfacesOf } from '../../shared/people/person.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getMe, ({ caller: { email }, person, now }) => {
  const { partner, openApplicationId } = person ?? {}
  return {
    answer: {
      now,
      email,
      staffRoles: staffRolesOf(email, person, firstStaffMember()),
      ...(partner
        ? {
            partner: {
              partnerId: partner.partnerId,
              ...(partner.companyName === undefined ? {} : { companyName: partner.companyName }),
              status: partner.status,
              surfaces: surfacesOf(partner),
            },
          }
        : {}),
      ...(openApplicationId ? { openApplicationId } : {}),
    },
  }
})
