import { settingChanged } from '../../shared/settings/changes.ts'
import { editDashboard } from '../../shared/settings/contract.ts'
import { organizationSettingsRecord } from '../../shared/settings/records.ts'
import { serveReserved } from '../edge/serve-managed.ts'

const reads = { settings: organizationSettingsRecord }

export const handler = serveReserved(editDashboard, reads, ({ input, settings }) => {
  const { customerId, ...dashboard } = input
  return settingChanged(settings, customerId, { dashboard })
})
