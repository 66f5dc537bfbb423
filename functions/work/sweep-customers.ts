import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Due, DueQueue } from '../../shared/table/due.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'

/** A customer with due work, and its partner. */
interface Subject {
  readonly customer: Stored<Customer>
  readonly partner: Partner | undefined
}

type Handle = (
  due: Due<CustomerId>,
  customer: Stored<Customer> | undefined,
  partner: Partner | undefined,
) => Promise<boolean>

/** Sweeps what is due for customers; a batch of them and their partners is read in two round trips. */
export const sweepCustomers = (job: Job, queue: DueQueue<CustomerId>, handle: Handle): Promise<Swept> =>
  sweep<CustomerId, Subject>(job, {
    queue,
    at: job.now,
    lookUp: async (ids) => {
      const customers = await job.findAll(
        customerRecord,
        ids.map((customerId) => ({ customerId })),
      )
      const partnerIds = [...new Set(customers.flatMap((customer) => customer?.partnerId ?? []))]
      const partners = await job.findAll(
        partnerRecord,
        partnerIds.map((partnerId) => ({ partnerId })),
      )
      const byId = new Map(partners.map((partner) => [partner?.partnerId, partner]))
      return customers.map((customer) => customer && { customer, partner: byId.get(customer.partnerId) })
    },
    handle: (due, subject) => handle(due, subject?.customer, subject?.partner),
  })
