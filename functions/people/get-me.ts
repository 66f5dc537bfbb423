import { getMe } from '../../shared/people/contract.ts'
import { staffRolesOf, surfacesOf } from '../../shared/people/person.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serve(getMe, ({ caller: { email }, person }) => {
  const { partner, openApplicationId } = person ?? {}
  return {
    answer: {
      email,
      staffRoles: staffRolesOf(email, person, world.optionalSetting('FIRST_STAFF_MEMBER')),
      ...(partner
        ? { partner: { partnerId: partner.partnerId, status: partner.status, surfaces: surfacesOf(partner) } }
        : {}),
      ...(openApplicationId ? { openApplicationId } : {}),
    },
  }
})
