import { getMe } from '../../shared/people/contract.ts'
import { organizationsOf, surfacesOf } from '../../shared/people/person.ts'
import { staffRolesOf } from '../edge/gate.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serve(getMe, [], ({ caller: { email }, person }) => {
  const firstStaffMember = world.optionalSetting('FIRST_STAFF_MEMBER')
  const { partner, openApplicationId } = person ?? {}
  return {
    answer: {
      email,
      staffRoles: staffRolesOf({ email, person, firstStaffMember }),
      ...(partner
        ? { partner: { partnerId: partner.partnerId, status: partner.status, surfaces: surfacesOf(partner) } }
        : {}),
      organizations: person ? organizationsOf(person) : [],
      ...(openApplicationId ? { openApplicationId } : {}),
    },
  }
})
