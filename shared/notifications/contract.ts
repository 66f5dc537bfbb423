import { mailEvents, operation, schedule, stream } from '../kernel/operation.ts'

const delivery = {
  reads: ['outboxEntry', 'customer'],
  lists: ['customerRow'],
  puts: ['outboxEntry', 'outboxDue'],
  deletes: ['outboxDue'],
  needs: ['mail'],
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
  lists: ['customerRow', 'outboxDue/due'],
}))

export const recordMailEvent = /* @__PURE__ */ operation('recordMailEvent', () => ({
  summary: 'Record what the mail service reports of a mail, which resolves uncertain ones',
  on: mailEvents,
  reads: ['outboxEntry'],
  puts: ['outboxEntry'],
}))
