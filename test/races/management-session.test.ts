import { describe } from 'vitest'
import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { handler as advance } from '../../functions/clock/advance-clock.ts'
import { handler as close } from '../../functions/management/close-management-session.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { advanceClock } from '../../shared/clock/contract.ts'
import { closeManagementSession } from '../../shared/management/contract.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { deactivatePartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import { call } from '../support/describe/call.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { raceSession } from './losing-a-session.ts'

describe('what is managed on behalf of an organisation, while the right to it ends', () => {
  const table = useTestTable()

  raceSession('R60 a revocation', table, {
    code: 'access-revoked',
    lose: ({ superAdmin, customerId }) => call(revokeAccess, revoke, superAdmin, { customerId }),
  })

  raceSession('R50 the close of the session', table, {
    code: 'management-session-required',
    lose: ({ admin, customerId }) => call(closeManagementSession, close, admin, { customerId }),
  })

  raceSession('R50 the end of the session by time', table, {
    code: 'management-session-required',
    isByTime: true,
    lose: ({ support }) => call(advanceClock, advance, support, { by: 'PT1H' }),
  })

  raceSession('R9 the removal of the admin', table, {
    code: 'customer-not-found',
    isForeign: true,
    lose: ({ support, partnerId, admins }) => {
      const remaining = admins.slice(1).map(({ email }) => email)
      return call(setPartnerAdmins, setAdmins, support, { partnerId, admins: remaining }, { ifMatch: '"1"' })
    },
  })

  raceSession('R8 a deactivation', table, {
    code: 'partner-deactivated',
    lose: ({ support, partnerId }) =>
      call(deactivatePartner, deactivate, support, { partnerId, reason: 'Unpaid.' }),
  })

  raceSession('R14 a move', table, {
    code: 'customer-not-found',
    isForeign: true,
    lose: ({ superAdmin, customerId, code }) => call(tagPartner, tag, superAdmin, { customerId, code }),
  })
})
