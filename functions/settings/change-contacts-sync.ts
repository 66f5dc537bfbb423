import { settingChanged } from '../../shared/settings/changes.ts'
import { changeContactsSync } from '../../shared/settings/contract.ts'
import { organizationSettingsRecord } from '../../shared/settings/records.ts'
import { serveReserved } from '../edge/serve-managed.ts'

const reads = { settings: organizationSettingsRecord }

export const handler = serveReserved(changeContactsSync, reads, ({ input, settings }) => {
  const { customerId, contactsSync } = input
  return settingChanged(settings, customerId, { contactsSync })
})
