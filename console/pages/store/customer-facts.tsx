import type { AnswerOf } from '../../api/me.ts'
import { Facts } from '../../kit/facts.tsx'
import { DomainBadge, TrialBadge } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { LANGUAGES, useWords } from '../../words/words.tsx'
import { SuperAdmin } from '../customers/super-admin.tsx'
import { AccessBadge, SubscriptionBadge } from './status.tsx'

interface CustomerProps {
  readonly customer: AnswerOf<'getStoreCustomer'>
}

const Organization = ({ customer }: CustomerProps) => {
  const { t } = useWords()
  const { instant, country } = useFormats()
  const { domain, domainState, access, superAdmin, contactPhone, language, createdAt } = customer
  return (
    <section class="panel">
      <h2>{t('customers.organization')}</h2>
      <Facts
        facts={[
          [
            t('customer.verification'),
            <>
              {domain} <DomainBadge state={domainState} />
            </>,
          ],
          [t('store.access'), <AccessBadge access={access} />],
          [t('customers.superAdmin'), superAdmin && <SuperAdmin superAdmin={superAdmin} />],
          [t('store.contactPhone'), contactPhone],
          [t('customer.country'), country(customer.country)],
          [t('customer.language'), LANGUAGES[language]],
          [t('customer.addedAt'), instant(createdAt)],
        ]}
      />
    </section>
  )
}

const Money = ({ customer }: CustomerProps) => {
  const { t } = useWords()
  const { date, instant, money, number } = useFormats()
  const { plan, licences, payPeriod, renewalDate, subscriptionState, subscriptionEndsAt } = customer
  const { trial, cardType, revenue } = customer
  return (
    <section class="panel">
      <h2>{t('customer.subscription')}</h2>
      <Facts
        facts={[
          [t('customers.plan'), t(`plan.${plan}`)],
          [t('customers.licences'), number(licences)],
          [t('store.state'), <SubscriptionBadge state={subscriptionState} />],
          [t('customers.payPeriod'), payPeriod && t(`payPeriod.${payPeriod}`)],
          [t('customers.renewal'), renewalDate && date(renewalDate)],
          [t('store.endsAt'), subscriptionEndsAt && instant(subscriptionEndsAt)],
          [t('customers.trial'), trial && <TrialBadge trial={trial} />],
          [t('store.card'), cardType && t(`store.card.${cardType}`)],
          [t('store.revenue'), money(revenue)],
        ]}
      />
    </section>
  )
}

/** All that the Store shows of a customer. */
export const CustomerFacts = ({ customer }: CustomerProps) => (
  <>
    <Organization customer={customer} />
    <Money customer={customer} />
  </>
)
