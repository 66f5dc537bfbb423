import * as z from 'zod'
import { goneWithCustomer } from '../customers/claim.ts'
import { OutboxId } from '../kernel/id.ts'
import { http, mailEvents, operation, schedule, stream } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Paragraph } from '../kernel/text.ts'
import { mailNotFound, mailNotOpen, OpenMail, Resolution } from './resolution.ts'

const delivery = {
  reads: ['outboxEntry', 'customer', 'partner', 'tagRequest'],
  lists: ['customerRow', 'domainClaim', 'person/listing', 'tagRequestRow'],
  puts: ['outboxEntry', 'customer', 'tagRequest', 'transferDue'],
  updates: ['roleCount', 'claimCount', 'customerMonth'],
  deletes: [...goneWithCustomer, 'tagRequestDue'],
  mails: ['partner-deactivated', 'claim-ended', 'tag-request-overtaken', 'tag-request-lapsed'],
  needs: ['mail', 'first-staff-member'],
} as const

export const dispatchOutbox = /* @__PURE__ */ operation('dispatchOutbox', () => ({
  ...delivery,
  summary: 'Make the first attempt at every effect in the outbox',
  on: stream('outboxEntry'),
}))

export const retryOutbox = /* @__PURE__ */ operation('retryOutbox', () => ({
  ...delivery,
  summary: 'Attempt again the effects that did not work',
  on: schedule('rate(1 minute)'),
  lists: [...delivery.lists, 'outboxEntry/due'],
  updates: [...delivery.updates, 'outboxEntry'],
}))

export const recordMailEvent = /* @__PURE__ */ operation('recordMailEvent', () => ({
  summary: 'Record what the mail service reports of a mail, which resolves uncertain ones',
  on: mailEvents,
  reads: ['outboxEntry'],
  puts: ['outboxEntry'],
}))

export const listUncertainMails = /* @__PURE__ */ operation('listUncertainMails', () => ({
  summary: 'List mails that may or may not have been sent, or that were refused, longest waiting first',
  on: http('GET', '/staff/mails/uncertain'),
  allow: ['support'],
  lists: ['outboxEntry/listing'],
  needs: ['cursors'],
  input: z.strictObject({
    state: z
      .enum(['uncertain', 'failed'])
      .default('uncertain')
      .meta({ description: '`failed` were refused for good or came back' }),
    ...pageInput,
  }),
  output: pageOf(OpenMail),
}))

export const resolveMail = /* @__PURE__ */ operation('resolveMail', () => ({
  summary: 'Decide about an uncertain or failed mail: it was sent, send it again, or give it up',
  on: http('POST', '/staff/mails/{mailId}/resolution'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['outboxEntry', 'mailResolution'],
  puts: ['outboxEntry', 'mailResolution'],
  input: z.strictObject({ mailId: OutboxId, resolution: Resolution, note: Paragraph(1_000).optional() }),
  output: z.strictObject({ ...OpenMail.shape, resolution: Resolution }),
  problems: [mailNotFound, mailNotOpen],
}))
