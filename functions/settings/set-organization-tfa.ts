import { settingChanged } from '../../shared/settings/changes.ts'
import { setOrganizationTfa } from '../../shared/settings/contract.ts'
import { organizationSettingsRecord } from '../../shared/settings/records.ts'
import { serveReserved } from '../edge/serve-managed.ts'

const reads = { settings: organizationSettingsRecord }

export const handler = serveReserved(setOrganizationTfa, reads, ({ input, settings }) => {
  const { customerId, tfaRequired } = input
  return settingChanged(settings, customerId, { tfaRequired })
})
