import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { world } from '../outside/world.ts'

/** Whom the deployment names as the first member of support, in the one spelling of the address (R64); nobody where it names no address. */
export const firstStaffMember = (): EmailAddress | undefined =>
  EmailAddress.safeParse(world.optionalSetting('FIRST_STAFF_MEMBER')).data
