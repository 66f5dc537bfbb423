import { isMailKind } from '../../shared/notifications/mail-kind.ts'
import {
  lease,
  done,
  failed,
  isAbandoned,
  notDone,
  uncertain,
  type MailEffect,
  type OutboxEntry,
} from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import { render } from '../../shared/notifications/render.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { sendMail } from '../outside/send-mail.ts'
import { world } from '../outside/world.ts'
import { endOtherClaims } from './end-other-claims.ts'
import { overtakeTagRequests } from './overtake-tag-requests.ts'
import { settleEffect } from './settle-effect.ts'
import { tellFinance } from './tell-finance.ts'
import { tellOrganizations } from './tell-organizations.ts'
import { tellPartner } from './tell-partner.ts'
import { tellSupport } from './tell-support.ts'

/** A mail that this code does not know fails like an entry that cannot be read: before anything is done, and again later. */
const refuseUnknown = ({ outboxId, effect }: OutboxEntry): void => {
  if ('mail' in effect && !isMailKind(effect.mail))
    throw new Error(`The mail of ${outboxId} is of no known kind`)
}

/** Sends a leased mail; returns the entry with the result. */
const sent = async (entry: OutboxEntry, effect: MailEffect): Promise<OutboxEntry> => {
  const rendered = await render(effect, world.setting('STORE_URL'))
  const sending = await sendMail(entry, effect, rendered)
  const at = realNow()
  switch (sending.outcome) {
    case 'sent':
      return done(entry, at, sending.messageId)
    case 'not-sent':
      return notDone(entry, at, sending.reason)
    case 'refused':
      return failed(entry, at, sending.reason)
    case 'uncertain':
      return uncertain(entry, at, sending.reason)
  }
}

const attempt = async (job: Job, entry: OutboxEntry): Promise<boolean> => {
  const leased = lease(entry, realNow())
  if (!(await job.commit([effectMoved(entry, leased)]))) return false
  const { effect } = leased
  switch (effect.kind) {
    case 'mail':
      await settleEffect(job, leased, await sent(leased, effect))
      break
    case 'tell-organizations':
      await tellOrganizations(job, leased, effect)
      break
    case 'tell-support':
      await tellSupport(job, leased, effect)
      break
    case 'tell-finance':
      await tellFinance(job, leased, effect)
      break
    case 'tell-partner':
      await tellPartner(job, leased, effect)
      break
    case 'end-other-claims':
      await endOtherClaims(job, leased, effect)
      break
    case 'overtake-tag-requests':
      await overtakeTagRequests(job, leased, effect)
      break
  }
  return true
}

/** The next state of an effect whose attempt died: what works in commits goes on where it stopped, a mail may have been sent. */
const takenOver = (entry: OutboxEntry): OutboxEntry =>
  entry.effect.kind === 'mail'
    ? uncertain(entry, realNow(), 'AttemptDied')
    : notDone(entry, realNow(), 'AttemptDied')

/**
 * Delivers one effect of the outbox: leases it, attempts it once and stores the result. Called twice or in parallel, it attempts once.
 * A lease that has expired belongs to an attempt that died; it is ended. Returns `false` when there is nothing to do.
 */
export const deliverEffect = async (job: Job, entry: OutboxEntry): Promise<boolean> => {
  refuseUnknown(entry)
  if (entry.state === 'pending') return attempt(job, entry)
  if (!isAbandoned(entry, realNow())) return false
  await settleEffect(job, entry, takenOver(entry))
  return true
}
