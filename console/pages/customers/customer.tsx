import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAsk } from '../../api/ask.ts'
import { Answered } from '../../kit/answered.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Page } from '../../kit/page.tsx'
import { Done, DomainBadge } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { LANGUAGES, useWords } from '../../words/words.tsx'
import type { AnswerOf } from '../../api/me.ts'
import { CorrectSuperAdmin } from './correct-super-admin.tsx'
import { customerIdOf } from './customer-id.ts'
import { RemoveCustomer } from './remove-customer.tsx'
import { SuperAdmin } from './super-admin.tsx'
import { TrialPanel } from './trial-panel.tsx'

type CustomerView = AnswerOf<'getConsoleCustomer'>

const Subscription = ({ customer }: { customer: CustomerView }) => {
  const { t } = useWords()
  const { date, number } = useFormats()
  const { plan, licences, payPeriod, renewalDate } = customer
  return (
    <section class="panel">
      <h2>{t('customer.subscription')}</h2>
      <Facts
        facts={[
          [t('customers.plan'), t(`plan.${plan}`)],
          [t('customers.licences'), number(licences)],
          [t('customers.payPeriod'), payPeriod && t(`payPeriod.${payPeriod}`)],
          [t('customers.renewal'), renewalDate && date(renewalDate)],
        ]}
      />
    </section>
  )
}

interface DescriptionProps {
  readonly customer: CustomerView
  readonly onRemoved: () => void
}

const Description = ({ customer, onRemoved }: DescriptionProps) => {
  const { t } = useWords()
  const { instant, country } = useFormats()
  const { domain, domainState, superAdmin } = customer
  const [dialog, setDialog] = useState<'correct' | 'corrected' | 'remove' | undefined>(undefined)
  const close = (): void => setDialog(undefined)
  return (
    <section class="panel">
      <Facts
        facts={[
          [
            t('customer.verification'),
            <>
              {domain} <DomainBadge state={domainState} />
            </>,
          ],
          [t('customers.superAdmin'), <SuperAdmin superAdmin={superAdmin} />],
          [t('customer.country'), country(customer.country)],
          [t('customer.language'), LANGUAGES[customer.language]],
          [t('customer.addedAt'), instant(customer.createdAt)],
        ]}
      />
      <div class="actions">
        <button type="button" class="button" onClick={() => setDialog('correct')}>
          {t('customer.correct')}
        </button>
        {domainState === 'unverified' && (
          <button type="button" class="button" onClick={() => setDialog('remove')}>
            {t('customer.remove')}
          </button>
        )}
      </div>
      <p class="hint">{t('customer.correctAbout')}</p>
      {dialog === 'corrected' && <Done says="customer.corrected" />}
      {dialog === 'correct' && (
        <CorrectSuperAdmin customer={customer} onClose={close} onDone={() => setDialog('corrected')} />
      )}
      {dialog === 'remove' && <RemoveCustomer customer={customer} onClose={close} onDone={onRemoved} />}
    </section>
  )
}

/** A customer in the Console (R12, R33). */
const Customer = () => {
  const { t } = useWords()
  const customerId = customerIdOf(useRoute().params)
  const asked = useAsk(['getConsoleCustomer', customerId], (api, signal) =>
    api.getConsoleCustomer({ customerId }, { signal }),
  )
  const [removed, setRemoved] = useState<string | undefined>(undefined)
  const customer = removed === undefined ? asked.data?.answer : undefined
  return (
    <Page
      title={removed ?? customer?.organizationName ?? t('customers.organization')}
      actions={
        <>
          <a class="button" href="/console/customers">
            {t('customer.back')}
          </a>
          {customer?.action === 'verify' && (
            <a class="button primary" href={`/console/customers/${customerId}/verification`}>
              {t('customers.verify')}
            </a>
          )}
        </>
      }
    >
      {removed === undefined ? (
        <Answered asked={asked} lines={10}>
          {(found) => (
            <>
              <Description customer={found} onRemoved={() => setRemoved(found.organizationName)} />
              <TrialPanel customer={found} />
              <Subscription customer={found} />
            </>
          )}
        </Answered>
      ) : (
        <Done says="customer.removed" values={{ organization: removed }} />
      )}
    </Page>
  )
}
export default Customer
