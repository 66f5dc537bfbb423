import { customerChanged } from '../../shared/customers/changes.ts'
import { registrableDomain } from '../../shared/domains/domain.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialScheduled } from '../../shared/trials/changes.ts'
import { startTrial } from '../../shared/trials/contract.ts'
import { trialClaimRecord } from '../../shared/trials/records.ts'
import { budget, start, trialAlreadyUsed } from '../../shared/trials/trial.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(startTrial, ({ customer, input, now }) => {
  const { customerId, organizationName, domain, superAdmin, language } = customer
  const trial = start(input, now, customer.trial)
  const { plan, endsAt } = trial
  return {
    answer: budget(trial, now),
    changes: [
      ...customerChanged(
        customer,
        { ...customer, trial },
        { action: 'trial.started', details: { plan, endsAt } },
      ),
      trialClaimRecord.putNew(
        { registrableDomain: registrableDomain(domain) ?? domain, customerId, claimedAt: now },
        trialAlreadyUsed(),
      ),
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
