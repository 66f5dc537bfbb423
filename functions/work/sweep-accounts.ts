import { accountOf, type StoredAccount } from '../../shared/billing/changes.ts'
import type { Idle } from '../../shared/billing/due-work.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import type { Due, DueQueue } from '../../shared/table/due.ts'
import type { Change } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'

/** The due items of a job on subscriptions. */
export interface AccountQueue extends DueQueue<CustomerId> {
  readonly finish: (due: Due<CustomerId>) => Change
}

interface AccountSweep<Work> {
  readonly queue: AccountQueue
  readonly decide: (account: Account) => Idle | Work | Promise<Idle | Work>
  /** Does what was decided; `false` where something changed meanwhile, and the next run decides again. */
  readonly perform: (due: Due<CustomerId>, stored: StoredAccount, work: Work) => Promise<boolean>
  readonly workers?: number
  readonly longestMs?: number
}

const isIdle = <Work extends { readonly act: string }>(decided: Idle | Work): decided is Idle =>
  ['finish', 'wait', 'move'].includes(decided.act)

/** Sweeps what is due for subscriptions; the customers and their billing are read by batches, and each customer is worked on once in a run. */
export const sweepAccounts = <Work extends { readonly act: string }>(
  job: Job,
  { queue, decide, perform, ...pace }: AccountSweep<Work>,
): Promise<Swept> => {
  const seen = new Set<CustomerId>()
  return sweep<CustomerId, StoredAccount>(job, {
    ...pace,
    queue,
    at: job.now,
    lookUp: async (ids) => {
      const keys = ids.map((customerId) => ({ customerId }))
      const [customers, billings] = await Promise.all([
        job.findAll(customerRecord, keys),
        job.findAll(billingRecord, keys),
      ])
      return customers.map((customer, place) => customer && { customer, billing: billings[place] })
    },
    handle: async (due, stored) => {
      if (seen.has(due.id)) return false
      seen.add(due.id)
      const decided = stored ? await decide(accountOf(stored)) : ({ act: 'finish' } as const)
      if (!isIdle(decided)) return stored ? perform(due, stored, decided) : false
      if (decided.act === 'finish') await job.commit([queue.finish(due)])
      if (decided.act === 'move') await job.commit([queue.move(due, decided.dueAt)])
      return false
    },
  })
}
