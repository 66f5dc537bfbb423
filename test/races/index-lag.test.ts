import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJob } from '../../functions/edge/job.ts'
import { endTrials } from '../../functions/work/end-trials.ts'
import { handler as announce } from '../../functions/billing/announce-renewals.ts'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retryPayments } from '../../functions/billing/retry-payments.ts'
import { handler as release } from '../../functions/commission/release-commission.ts'
import { handler as escalate } from '../../functions/applications/escalate-overdue-applications.ts'
import { handler as lapse } from '../../functions/customers/lapse-unverified-claims.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { handler as expire } from '../../functions/trials/expire-trials.ts'
import { handler as remind } from '../../functions/trials/remind-of-trial-end.ts'
import { handler as runExpiry } from '../../functions/trials/run-trial-expiry.ts'
import { world } from '../../functions/outside/world.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import type { MailKind } from '../../shared/notifications/mail-kind.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { newEntry } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import type { Change } from '../../shared/table/record.ts'
import { expireTrials, runTrialExpiry } from '../../shared/trials/contract.ts'
import { day, renewing, unpaid, type Renewing } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call, lambdaContext } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { useMailService } from '../support/outbox.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

/** More than one batch of due items, and more than one page of every shard. */
const MANY = 100
const MANY_TIMEOUT_MS = 60_000

const HOUR_MS = 3_600_000

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

describe('while the due index lags', () => {
  const table = useTestTable()
  const mailService = useMailService()
  usePaymentProvider()
  beforeEach(() => table.clear())
  afterEach(() => table.proxy.reset())

  const queued = (kind: MailKind) => async () =>
    (await effects(table)).filter((effect) => effect.kind === 'mail' && effect.mail === kind).length
  const sent = async () => {
    const addresses = (await effects(table)).flatMap((effect) => (effect.kind === 'mail' ? [effect.to] : []))
    return addresses.flatMap((email) => mailService.sentTo({ email, sub: email })).length
  }

  const customers = (options: { verified: boolean; trial: boolean }, by: string) => async (count: number) => {
    const { partner } = await arrange.partner()
    await table.arranged(() => Promise.all(times(count, () => arrange.customer(partner, options))))
    await arrange.advanceClock(by)
  }
  const onTrial = { verified: true, trial: true }
  const unverified = { verified: false, trial: false }
  const applications = async (count: number) => {
    await table.arranged(() => Promise.all(times(count, () => arrange.application())))
    await arrange.advanceClock('P8D')
  }
  const subscriptions = (begin: () => Promise<Renewing>) => (count: number) =>
    table.arranged(async () => {
      for (let begun = 0; begun < count; begun += 1) await begin()
    })
  const withNewCard = async (): Promise<Renewing> => {
    const arranged = await unpaid({ cardType: 'CC' })
    await arrange.withCard(arranged.customer, 'CC')
    return arranged
  }
  const held = (count: number) =>
    table.arranged(async () => {
      for (let sold = 0; sold < count; sold += 1) await arrange.subscribed({ cardType: 'CC' })
      await arrange.advanceClock('P30DT1M')
    })
  const released = async () => (await table.items()).filter(({ kind }) => kind === 'release').length
  const dueMails = async (count: number) => {
    const realMs = world.realMs()
    const overdue = (): Change => {
      const { email } = arrange.somebody()
      const effect = mail('application-approved', { email, language: 'en' }, { companyName: 'Siam Cloud' })
      const outboxId = OutboxId.parse(`obx_${world.ulid(realMs)}`)
      return outboxEntryRecord.put(newEntry(outboxId, effect, fromMillis(realMs), realMs - HOUR_MS))
    }
    await arrange.commit(...times(count, overdue))
  }
  const job = () =>
    openJob(expireTrials.name, { kind: 'function', name: expireTrials.name }, lambdaContext('test'))
  const byStaff = async () => call(runTrialExpiry, runExpiry, await arrange.staff('support'), {})

  const sweeps = [
    { name: 'retryOutbox', job: 'outbox', due: dueMails, work: () => run(retry), happened: sent, each: 1 },
    {
      name: 'expireTrials',
      job: 'trial-end',
      due: customers(onTrial, 'P16D'),
      work: () => run(expire),
      happened: queued('trial-ended'),
      each: 2,
    },
    {
      name: 'runTrialExpiry',
      job: 'trial-end',
      due: customers(onTrial, 'P16D'),
      work: byStaff,
      happened: queued('trial-ended'),
      each: 2,
    },
    {
      name: 'remindOfTrialEnd',
      job: 'trial-reminder',
      due: customers(onTrial, 'P9D'),
      work: () => run(remind),
      happened: queued('trial-ends-soon'),
      each: 2,
    },
    {
      name: 'lapseUnverifiedClaims (warnings)',
      job: 'claim-warning',
      due: customers(unverified, 'P24D'),
      work: () => run(lapse),
      happened: queued('claim-lapses-soon'),
      each: 2,
    },
    {
      name: 'lapseUnverifiedClaims (lapses)',
      job: 'claim-lapse',
      due: customers(unverified, 'P31D'),
      work: () => run(lapse),
      happened: queued('claim-lapsed'),
      each: 2,
    },
    {
      name: 'escalateOverdueApplications',
      job: 'application-review',
      due: applications,
      work: () => run(escalate),
      happened: queued('application-overdue'),
      each: 1,
    },
    {
      name: 'renewSubscriptions',
      job: 'renewal',
      due: subscriptions(() => renewing({ cardType: 'CC' })),
      work: () => run(renew),
      happened: queued('payment-receipt'),
      each: 1,
    },
    {
      name: 'retryPayments',
      job: 'payment-retry',
      due: subscriptions(withNewCard),
      work: () => run(retryPayments),
      happened: queued('payment-receipt'),
      each: 1,
    },
    {
      name: 'endGrace',
      job: 'grace-end',
      due: subscriptions(() => unpaid({}, day(15))),
      work: () => run(endGrace),
      happened: queued('fell-to-free'),
      each: 1,
    },
    {
      name: 'releaseCommission',
      job: 'commission-release',
      due: held,
      work: () => run(release),
      happened: released,
      each: 1,
    },
    {
      name: 'announceRenewals',
      job: 'renewal-notice',
      due: subscriptions(() => renewing({ cardType: 'CC', payPeriod: 'yearly' }, day(-7))),
      work: () => run(announce),
      happened: queued('renewal-announced'),
      each: 1,
    },
  ] as const

  const stillDue = async (job: string) => {
    const now = job === 'outbox' ? fromMillis(world.realMs()) : await arrange.now()
    return (await table.items()).filter(
      ({ duePk, dueSk }) => String(duePk).startsWith(`DUE#${job}#`) && String(dueSk) <= now,
    )
  }

  it(
    'sends every mail in one run, though the index lists all of them to the end',
    async () => {
      await dueMails(MANY)
      await table.lagIndexes(Infinity)
      await run(retry)
      expect(await sent()).toBe(MANY)
      expect(await stillDue('outbox')).toEqual([])
    },
    MANY_TIMEOUT_MS,
  )

  describe.each(sweeps)('$name', ({ job, due, work, happened, each }) => {
    it.each([2, Infinity])(
      'does all that is due once, in two runs at once and in later ones, %d commits late',
      async (commits) => {
        await due(4)
        await table.lagIndexes(commits)
        await Promise.all([work(), work()])
        await work()
        table.proxy.reset()
        await work()
        expect(await happened()).toBe(4 * each)
        expect(await stillDue(job)).toEqual([])
        expectWholeChains(await table.items())
      },
    )

    it('does in a later run what is not listed yet', async () => {
      await table.lagIndexes(Infinity)
      await due(2)
      await work()
      expect(await happened()).toBe(0)
      table.proxy.reset()
      await work()
      expect(await happened()).toBe(2 * each)
      expect(await stillDue(job)).toEqual([])
    })
  })

  it(
    'R34 records every end in one run, and says that there are no more, though the index lists all of them to the end',
    async () => {
      await customers(onTrial, 'P16D')(MANY)
      await table.lagIndexes(Infinity)
      expect(await endTrials(await job())).toEqual({ done: MANY, postponed: 0, more: false })
      expect(await queued('trial-ended')()).toBe(2 * MANY)
      expect(await stillDue('trial-end')).toEqual([])
    },
    MANY_TIMEOUT_MS,
  )
})
