import { customerChanged } from '../customers/changes.ts'
import type { Customer } from '../customers/customer.ts'
import { customerRecord } from '../customers/records.ts'
import { bothSides } from '../customers/sides.ts'
import type { Job } from '../kernel/job.ts'
import { plusMillis } from '../kernel/time.ts'
import { mail } from '../notifications/mail.ts'
import type { Partner } from '../partners/partner.ts'
import { partnerRecord } from '../partners/records.ts'
import type { Due } from '../table/due.ts'
import type { Stored } from '../table/record.ts'
import type { CustomerId } from '../kernel/id.ts'
import { trialEndDueRecord, trialReminderDueRecord } from './records.ts'
import { dueReminder, isEndUnrecorded, isRunning, nextReminder, recordEnd } from './trial.ts'

const PER_SHARD = 12
const POSTPONED_MS = 10 * 60_000

/** What a sweep did. */
export interface Swept {
  readonly done: number
  /** Could not be done and is tried again later. */
  readonly postponed: number
  /** Whether more is due than this run took. */
  readonly more: boolean
}

type Take = (
  due: Due<CustomerId>,
  customer: Stored<Customer> | undefined,
  partner: Partner | undefined,
) => Promise<boolean>
type DueRecord = typeof trialEndDueRecord | typeof trialReminderDueRecord

/** Takes up what is due, shard by shard, each thing at most once a run; what fails is pushed back so that it starves nothing. */
const sweep = async (job: Job, record: DueRecord, take: Take): Promise<Swept> => {
  const seen = new Set<string>()
  let done = 0
  let postponed = 0
  for (;;) {
    const found = await record.dueBy(job.table, job.now, PER_SHARD)
    const dues = found.filter(({ id }) => !seen.has(id))
    if (dues.length === 0) return { done, postponed, more: false }
    const customers = await job.findAll(
      customerRecord,
      dues.map(({ id }) => ({ customerId: id })),
    )
    const partnerIds = [...new Set(customers.flatMap((customer) => (customer ? [customer.partnerId] : [])))]
    const partners = await job.findAll(
      partnerRecord,
      partnerIds.map((partnerId) => ({ partnerId })),
    )
    for (const [index, due] of dues.entries()) {
      if (!job.hasTime()) return { done, postponed, more: true }
      seen.add(due.id)
      const customer = customers[index]
      const partner = partners.find((candidate) => candidate?.partnerId === customer?.partnerId)
      try {
        if (await take(due, customer, partner)) done += 1
      } catch {
        postponed += 1
        const later = plusMillis(job.now, POSTPONED_MS)
        await job.commit([record.put({ id: due.id, dueAt: later }, { equals: { dueAt: due.dueAt } })])
      }
    }
  }
}

/** Records the trials that have ended and mails both sides, each exactly once however often it runs (R34). */
export const recordTrialEnds = (job: Job): Promise<Swept> =>
  sweep(job, trialEndDueRecord, async (due, customer, partner) => {
    const finished = trialEndDueRecord.remove(due, { equals: { dueAt: due.dueAt } })
    const trial = customer?.state === 'live' ? customer.trial : undefined
    if (!customer || !trial || !isEndUnrecorded(trial, job.now)) {
      if (!trial || !isRunning(trial, job.now)) await job.commit([finished])
      return false
    }
    const { organizationName, domain, customerId } = customer
    const { plan, endsAt } = trial
    return job.commit(
      [
        ...customerChanged(
          customer,
          { ...customer, trial: recordEnd(trial, job.now) },
          { action: 'trial.ended', details: { endsAt } },
        ),
        finished,
        trialReminderDueRecord.remove({ id: customerId }),
      ],
      bothSides(customer, partner).map((side) =>
        mail('trial-ended', side, { organizationName, domain, plan, endedAt: endsAt }),
      ),
    )
  })

/** Sends the reminders of running trials 7, 3 and 1 days before the end, each once; after a jump only the latest (R35). */
export const remindOfTrialEnds = (job: Job): Promise<Swept> =>
  sweep(job, trialReminderDueRecord, async (due, customer, partner) => {
    const trial = customer?.state === 'live' ? customer.trial : undefined
    const reminder = trial && dueReminder(trial, job.now)
    const next = trial && nextReminder(trial, job.now)
    const asFound = { equals: { dueAt: due.dueAt } }
    const moved = next
      ? trialReminderDueRecord.put({ id: due.id, dueAt: next.dueAt }, asFound)
      : trialReminderDueRecord.remove(due, asFound)
    if (!customer || !trial || !reminder || reminder.dueAt < due.dueAt) {
      await job.commit([moved])
      return false
    }
    const { organizationName, domain } = customer
    const { plan, endsAt } = trial
    const { daysLeft } = reminder
    return job.commit(
      [moved, customerRecord.unchanged(customer)],
      bothSides(customer, partner).map((side) =>
        mail('trial-ends-soon', side, { organizationName, domain, plan, endsAt, daysLeft }),
      ),
    )
  })
