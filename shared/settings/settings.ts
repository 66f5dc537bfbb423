import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { namesOnce } from '../kernel/issue.ts'
import { NameOrNothing } from '../kernel/text.ts'

/** What a dashboard can show; each once, in the order chosen. */
const WIDGETS = [
  'users',
  'licences',
  'groups',
  'storage',
  'mail-traffic',
  'sign-ins',
  'announcements',
] as const

/** A dashboard as it is set, whole. */
export const dashboardMembers = () => ({
  title: NameOrNothing(100),
  logoText: NameOrNothing(100),
  widgets: z.array(z.enum(WIDGETS)).check(namesOnce('names a widget twice')),
})

/** The settings of an organisation as a whole (R54). */
export const OrganizationSettings = z.object({
  customerId: CustomerId,
  /** Whether every user signs in with a second factor. */
  tfaRequired: z.boolean(),
  /** Whether the users' contacts are kept alike on their devices. */
  contactsSync: z.boolean(),
  dashboard: z.object({ title: z.string(), logoText: z.string(), widgets: z.array(z.enum(WIDGETS)) }),
})
export type OrganizationSettings = z.infer<typeof OrganizationSettings>

/** The settings that an administrator changes, each by itself. */
export type Setting = Partial<Omit<OrganizationSettings, 'customerId'>>

/** The settings of an organisation that has set none. */
export const defaultSettings = (customerId: CustomerId): OrganizationSettings => ({
  customerId,
  tfaRequired: false,
  contactsSync: false,
  dashboard: { title: '', logoText: '', widgets: [...WIDGETS] },
})

/** The settings with some of them replaced. */
export const set = (settings: OrganizationSettings, setting: Setting): OrganizationSettings => ({
  ...settings,
  ...setting,
})
