import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { Line } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { managementSessionNotOpen } from './session.ts'
import { DelegationPolicy, SessionView } from './view.ts'

const byId = z.strictObject({ customerId: CustomerId })

export const openManagementSession = /* @__PURE__ */ operation('openManagementSession', () => ({
  summary: 'Manage a customer: open a management session, or renew the open one',
  rules: ['R22', 'R50', 'R53'],
  on: http('POST', '/console/customers/{customerId}/management-session', 201, 200),
  allow: ['partner-admin'],
  surface: 'console',
  onBehalf: 'opening',
  idempotencyKey: 'accepted',
  puts: ['managementSession'],
  input: z.strictObject({
    customerId: CustomerId,
    reason: Line(500).optional().meta({ description: 'Shown to the organisation in its log' }),
  }),
  output: SessionView,
}))

export const getManagementSession = /* @__PURE__ */ operation('getManagementSession', () => ({
  summary: 'See your open management session on a customer',
  rules: ['R50'],
  on: http('GET', '/console/customers/{customerId}/management-session'),
  allow: ['partner-admin'],
  surface: 'console',
  onBehalf: 'opening',
  input: byId,
  output: SessionView,
  problems: [managementSessionNotOpen],
}))

export const closeManagementSession = /* @__PURE__ */ operation('closeManagementSession', () => ({
  summary: 'End your management session on a customer',
  rules: ['R50', 'R53'],
  on: http('DELETE', '/console/customers/{customerId}/management-session'),
  allow: ['partner-admin'],
  surface: 'console',
  onBehalf: 'opening',
  puts: ['managementSession'],
  input: byId,
  output: z.strictObject({ sessionId: SessionView.shape.sessionId, closedAt: Instant }),
  problems: [managementSessionNotOpen],
}))

export const getDelegationPolicy = /* @__PURE__ */ operation('getDelegationPolicy', () => ({
  summary: 'What a partner admin may do in an organisation on its behalf, and the ten that it never does',
  rules: ['R51'],
  on: http('GET', '/delegation-policy'),
  allow: 'signed-in',
  input: z.strictObject({}),
  output: DelegationPolicy,
}))
