import * as z from 'zod'
import { FailedEventId } from '../kernel/id.ts'
import { deadLetters, http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import {
  FailedEvent,
  failedEventAlreadyRedriven,
  failedEventNotFound,
  failedEventNotRedrivable,
  FailedEventView,
} from './failed-event.ts'

export const recordFailedEvent = /* @__PURE__ */ operation('recordFailedEvent', () => ({
  summary: 'Keep what unattended functions could not handle, so that staff see it and can redrive it',
  on: deadLetters,
  puts: ['failedEvent'],
}))

export const listFailedEvents = /* @__PURE__ */ operation('listFailedEvents', () => ({
  summary: 'List the events that unattended functions could not handle, longest ago first',
  on: http('GET', '/staff/failed-events'),
  allow: ['support'],
  lists: ['failedEvent/listing'],
  needs: ['cursors'],
  input: z.strictObject({ state: FailedEvent.shape.state.default('failed'), ...pageInput }),
  output: pageOf(FailedEventView),
}))

export const redriveFailedEvent = /* @__PURE__ */ operation('redriveFailedEvent', () => ({
  summary: 'Give a failed event to its function again',
  on: http('POST', '/staff/failed-events/{eventId}/redrive'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['failedEvent'],
  puts: ['failedEvent', 'redriveReservation'],
  deletes: ['redriveReservation'],
  checks: ['failedEvent'],
  needs: ['redrive'],
  input: z.strictObject({ eventId: FailedEventId }),
  output: FailedEventView,
  problems: [failedEventNotFound, failedEventAlreadyRedriven, failedEventNotRedrivable],
}))
