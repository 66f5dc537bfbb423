import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId } from '../kernel/id.ts'
import { dashboardMembers } from './settings.ts'
import { OrganizationSettingsView } from './view.ts'

export const getOrganizationSettings = /* @__PURE__ */ operation('getOrganizationSettings', () => ({
  summary: 'See the settings of the organisation as a whole',
  rules: ['R51', 'R54'],
  on: http('GET', '/organizations/{customerId}/settings'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['organizationSettings'],
  input: z.strictObject({ customerId: CustomerId }),
  output: OrganizationSettingsView,
}))

export const setOrganizationTfa = /* @__PURE__ */ operation('setOrganizationTfa', () => ({
  summary: 'Set whether every user signs in with a second factor',
  rules: ['R51', 'R54'],
  on: http('PUT', '/organizations/{customerId}/settings/tfa'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'setOrganizationTfa' },
  reads: ['organizationSettings'],
  puts: ['organizationSettings'],
  input: z.strictObject({ customerId: CustomerId, tfaRequired: z.boolean() }),
  output: OrganizationSettingsView,
}))

export const changeContactsSync = /* @__PURE__ */ operation('changeContactsSync', () => ({
  summary: "Set whether the users' contacts are kept alike on their devices",
  rules: ['R51', 'R54'],
  on: http('PUT', '/organizations/{customerId}/settings/contacts-sync'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'changeContactsSync' },
  reads: ['organizationSettings'],
  puts: ['organizationSettings'],
  input: z.strictObject({ customerId: CustomerId, contactsSync: z.boolean() }),
  output: OrganizationSettingsView,
}))

export const editDashboard = /* @__PURE__ */ operation('editDashboard', () => ({
  summary: "Set the title, the logo text and the widgets of the organisation's dashboard",
  rules: ['R51', 'R54'],
  on: http('PUT', '/organizations/{customerId}/dashboard'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'editDashboard' },
  reads: ['organizationSettings'],
  puts: ['organizationSettings'],
  input: z.strictObject({ customerId: CustomerId, ...dashboardMembers() }),
  output: OrganizationSettingsView,
}))
