import * as z from 'zod'
import { OrganizationSettings } from './settings.ts'

/** The settings as an administrator sees them, with the version that this is: 0 where nothing was set yet. */
export const OrganizationSettingsView = /* @__PURE__ */ z
  .strictObject({
    ...OrganizationSettings.omit({ customerId: true }).shape,
    version: /* @__PURE__ */ z.int(),
  })
  .meta({ id: 'OrganizationSettings' })

/** The settings as shown, with the version that this is. */
export const settingsView = (
  { tfaRequired, contactsSync, dashboard }: OrganizationSettings,
  version: number,
): z.input<typeof OrganizationSettingsView> => ({ tfaRequired, contactsSync, dashboard, version })
