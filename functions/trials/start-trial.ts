import { customerChanged } from '../../shared/customers/changes.ts'
import { isVerified } from '../../shared/customers/customer.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialCounted, trialScheduled, trialUnused } from '../../shared/trials/changes.ts'
import { startTrial } from '../../shared/trials/contract.ts'
import { trialOwner } from '../../shared/trials/trial-owner.ts'
import { budget, start, trialAlreadyUsed } from '../../shared/trials/trial.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(startTrial, async ({ customer, input, now }) => {
  const { customerId, organizationName, domain, superAdmin, language } = customer
  const trial = start(input, now, customer)
  const { plan, endsAt } = trial
  const owner = await trialOwner(customer)
  return {
    answer: budget(trial, now),
    changes: [
      ...customerChanged(
        customer,
        { ...customer, trial },
        { action: 'trial.started', details: { plan, endsAt } },
      ),
      isVerified(customer)
        ? trialCounted({ ...owner, customerId }, now, trialAlreadyUsed())
        : trialUnused(owner),
      ...trialScheduled(customerId, trial, now),
    ],
    outbox: [
      mail(
        'trial-started',
        { email: superAdmin.email, language },
        { organizationName, domain, plan, endsAt },
      ),
    ],
  }
})
