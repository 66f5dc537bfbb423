import { getOrganizationSettings } from '../../shared/settings/contract.ts'
import { organizationSettingsRecord } from '../../shared/settings/records.ts'
import { defaultSettings } from '../../shared/settings/settings.ts'
import { settingsView } from '../../shared/settings/view.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { settings: organizationSettingsRecord }

export const handler = serveManaged(getOrganizationSettings, reads, ({ customer, settings }) => ({
  answer: settingsView(settings ?? defaultSettings(customer.customerId), settings?.version ?? 0),
}))
