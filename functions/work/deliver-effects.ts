import { customerRecord, customerRowPartition, customerRowRecord } from '../../shared/customers/records.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import type { Job } from '../edge/job.ts'
import { fromMillis, type Instant } from '../../shared/kernel/time.ts'
import { mail } from '../../shared/notifications/mail.ts'
import {
  claim,
  done,
  failed,
  isAbandoned,
  notDone,
  uncertain,
  type Effect,
  type OutboxEntry,
} from '../../shared/notifications/outbox.ts'
import { effectMoved, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { render } from '../../shared/notifications/render.ts'
import { log } from '../edge/log.ts'
import { sendMail } from '../outside/send-mail.ts'
import { world } from '../outside/world.ts'

const ORGANIZATIONS_A_COMMIT = 25

const realNow = (): Instant => fromMillis(world.realMs())

const sent = async (entry: OutboxEntry, effect: Extract<Effect, { kind: 'mail' }>): Promise<OutboxEntry> => {
  const rendered = await render(effect, world.setting('STORE_URL'))
  const sending = await sendMail(entry.outboxId, effect.to, rendered)
  const at = realNow()
  switch (sending.outcome) {
    case 'sent':
      return done(entry, at, world.realMs(), sending.messageId)
    case 'not-sent':
      return notDone(entry, at, sending.reason)
    case 'refused':
      return failed(entry, at, sending.reason)
    case 'uncertain':
      return uncertain(entry, at, sending.reason)
  }
}

/** Queues a mail to each organisation of a partner, page by page, each page with the place it reached; stops where another attempt took over. */
const tellOrganizations = async (
  job: Job,
  claimed: OutboxEntry,
  effect: Extract<Effect, { kind: 'tell-organizations' }>,
): Promise<void> => {
  const partition = customerRowPartition(effect.partnerId)
  let entry = claimed
  let after = effect.after
  for (;;) {
    if (!job.hasTime()) {
      await settle(job, entry, notDone(entry, realNow(), 'OutOfTime'))
      return
    }
    const rows = await job.page(customerRowRecord, {
      partition,
      limit: ORGANIZATIONS_A_COMMIT,
      ...(after === undefined ? {} : { after: { pk: partition, sk: after } }),
    })
    const customers = await job.findAll(customerRecord, rows.items)
    const mails = customers.flatMap((customer) =>
      customer?.state === 'live'
        ? mail(
            'partner-deactivated',
            { email: customer.superAdmin.email, language: customer.language },
            { organizationName: customer.organizationName, partnerName: effect.companyName },
          )
        : [],
    )
    after = rows.after?.['sk']
    if (after === undefined) {
      const told = done(entry, realNow(), world.realMs())
      await job.commit([effectMoved(entry, told)], mails)
      return
    }
    const reached = { ...entry, effect: { ...effect, after } }
    if (!(await job.commit([effectMoved(entry, reached)], mails))) return
    entry = reached
  }
}

/** Says in the log what waits for staff, for the alarm that calls them. */
const settle = async (job: Job, from: OutboxEntry, to: OutboxEntry): Promise<void> => {
  if (!(await job.commit([effectMoved(from, to)]))) return
  if (to.state === 'uncertain' || to.state === 'failed')
    log({ operation: 'deliver', requestId: to.outboxId, outcome: `effect-${to.state}`, milliseconds: 0 })
}

const attempt = async (job: Job, entry: OutboxEntry): Promise<void> => {
  const claimed = claim(entry, realNow())
  if (!(await job.commit([effectMoved(entry, claimed)]))) return
  const { effect } = claimed
  if (effect.kind === 'mail') await settle(job, claimed, await sent(claimed, effect))
  else await tellOrganizations(job, claimed, effect)
}

/** What an attempt left behind that died: telling may go on where it stopped, a mail may have been sent. */
const takeOver = (entry: OutboxEntry): OutboxEntry =>
  entry.effect.kind === 'mail'
    ? uncertain(entry, realNow(), 'AttemptDied')
    : notDone(entry, realNow(), 'AttemptDied')

/**
 * Brings one effect of the outbox about: claim, act once, note what came of it. Delivered twice or in parallel it acts once;
 * a claim whose attempt died is looked at again when the attempt cannot be running any more.
 */
export const deliver = async (job: Job, outboxId: OutboxId): Promise<void> => {
  const entry = await job.find(outboxEntryRecord, { outboxId })
  if (entry?.state === 'pending') return attempt(job, entry)
  if (entry && isAbandoned(entry, realNow())) await settle(job, entry, takeOver(entry))
}
