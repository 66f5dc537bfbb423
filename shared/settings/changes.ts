import { changedMembers } from '../audit/changed-members.ts'
import type { CustomerId } from '../kernel/id.ts'
import type { Change, Stored } from '../table/record.ts'
import { organizationSettingsRecord } from './records.ts'
import { defaultSettings, set, type OrganizationSettings, type Setting } from './settings.ts'
import { settingsView } from './view.ts'

/** What the log shows of settings; it stands in the log alone. */
const shown = ({ tfaRequired, contactsSync, dashboard }: OrganizationSettings) => ({
  tfaRequired,
  contactsSync,
  dashboard,
})

/** Sets one setting: the settings as shown then, and their next version; nothing is written where nothing differs. */
export const settingChanged = (
  stored: Stored<OrganizationSettings> | undefined,
  customerId: CustomerId,
  setting: Setting,
) => {
  const present = stored ?? defaultSettings(customerId)
  const next = set(present, setting)
  const { names, before, after } = changedMembers(shown(present), shown(next))
  const event = { action: 'settings.changed', details: { changed: names }, before, after } as const
  const change: Change<'organizationSettings'> = stored
    ? organizationSettingsRecord.replace(stored, next, event)
    : organizationSettingsRecord.create(next, event)
  const changes = names.length > 0 ? [change] : []
  return { answer: settingsView(next, (stored?.version ?? 0) + changes.length), changes }
}
