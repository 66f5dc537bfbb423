import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'

type CustomerView = AnswerOf<'getStoreCustomer'>

/** What follows for what the organisation has bought (R16). */
const Consequences = ({ customer }: { customer: CustomerView }) => {
  const { t } = useWords()
  const { date } = useFormats()
  const { domainState, subscriptionState, renewalDate, cardType } = customer
  if (domainState === 'unverified') return <p>{t('store.end.removes')}</p>
  return (
    <>
      <p>{t('store.end.about')}</p>
      {subscriptionState === 'active' && renewalDate !== undefined && (
        <p>{t('store.end.paid', { at: date(renewalDate) })}</p>
      )}
      {subscriptionState === 'past-due' && <p>{t('store.end.pastDue')}</p>}
      {cardType === 'RC' && <p>{t('store.end.card')}</p>}
    </>
  )
}

interface EndMappingProps {
  readonly customer: CustomerView
  readonly onDone: (ended: AnswerOf<'endMapping'>) => void
  readonly onClose: () => void
}

/** Asks whether to end the mapping of a customer (R16). */
export const EndMapping = ({ customer, onDone, onClose }: EndMappingProps) => {
  const { t } = useWords()
  const { customerId, organizationName, domain } = customer
  const change = useKeptChange({
    operation: 'endMapping',
    about: customerId,
    basis: customer.version,
    change: (api, input: { readonly customerId: CustomerId }, sending) => api.endMapping(input, sending),
  })
  return (
    <Confirm
      title={t('store.end.title', { organization: organizationName, domain })}
      action={t('store.end')}
      isDangerous
      change={change}
      input={{ customerId }}
      onClose={onClose}
      onDone={({ answer }) => onDone(answer)}
    >
      <Consequences customer={customer} />
    </Confirm>
  )
}
