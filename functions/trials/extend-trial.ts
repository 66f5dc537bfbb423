import { customerChanged } from '../../shared/customers/changes.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialScheduled } from '../../shared/trials/changes.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import { budget, extend } from '../../shared/trials/trial.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(extendTrial, ({ customer, now }) => {
  const trial = extend(customer.trial, now)
  const answer = budget(trial, now)
  const { endsAt, extensionsLeft } = answer
  const { organizationName, domain, superAdmin, language } = customer
  return {
    answer,
    changes: [
      ...customerChanged(customer, { ...customer, trial }, { action: 'trial.extended', details: { endsAt } }),
      ...trialScheduled(customer.customerId, trial, now),
    ],
    outbox: [
      mail(
        'trial-extended',
        { email: superAdmin.email, language },
        { organizationName, domain, endsAt, extensionsLeft },
      ),
    ],
  }
})
