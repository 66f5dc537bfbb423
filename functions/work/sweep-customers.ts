import type { CustomerId } from '../../shared/kernel/id.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Due, DueRecord } from '../../shared/table/due.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'

/** A customer about which something came due, and its partner. */
interface Subject {
  readonly customer: Stored<Customer>
  readonly partner: Partner | undefined
}

type Take = (
  due: Due<CustomerId>,
  customer: Stored<Customer> | undefined,
  partner: Partner | undefined,
) => Promise<boolean>

/** Takes up what came due about customers, each with its partner, in two round trips a batch. */
export const sweepCustomers = (job: Job, dues: DueRecord<CustomerId>, take: Take): Promise<Swept> =>
  sweep<CustomerId, Subject>(job, {
    dues,
    look: async (ids) => {
      const customers = await job.findAll(
        customerRecord,
        ids.map((customerId) => ({ customerId })),
      )
      const partnerIds = [...new Set(customers.flatMap((customer) => (customer ? [customer.partnerId] : [])))]
      const partners = await job.findAll(
        partnerRecord,
        partnerIds.map((partnerId) => ({ partnerId })),
      )
      return customers.map(
        (customer) =>
          customer && {
            customer,
            partner: partners.find((candidate) => candidate?.partnerId === customer.partnerId),
          },
      )
    },
    take: (due, subject) => take(due, subject?.customer, subject?.partner),
  })
