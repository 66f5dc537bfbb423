import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { DomainBadge, TrialBadge } from '../../kit/status.tsx'
import { List, type Column } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { CustomerFilters } from '../customers/customer-filters.tsx'
import { useFilter } from '../customers/filter.ts'
import { NoMatch } from '../customers/no-match.tsx'
import { AccessBadge, SubscriptionBadge } from './status.tsx'

type Line = AnswerOf<'listStoreCustomers'>['items'][number]

/** What is bought and whether it is paid, or how long it is tried. */
const Subscription = ({ line: { plan, payPeriod, subscriptionState, trial } }: { line: Line }) => {
  const { t } = useWords()
  if (payPeriod === undefined)
    return (
      <>
        {t(`plan.${plan}`)} {trial?.state === 'running' && <TrialBadge trial={trial} />}
      </>
    )
  return (
    <>
      {t('store.planPeriod', { plan: t(`plan.${plan}`), period: t(`payPeriod.${payPeriod}`) })}{' '}
      <SubscriptionBadge state={subscriptionState} />
    </>
  )
}

/** When it renews, or falls to free. */
const Renewal = ({ line: { renewalDate, subscriptionEndsAt } }: { line: Line }) => {
  const { t } = useWords()
  const { date, day } = useFormats()
  if (subscriptionEndsAt !== undefined) return <>{t('store.fallsToFree', { at: day(subscriptionEndsAt) })}</>
  return renewalDate === undefined ? null : <>{date(renewalDate)}</>
}

/** All customers of the partner, with what they bring in, granted and revoked (R13, R63). */
const StoreCustomers = () => {
  const { t } = useWords()
  const { money, number } = useFormats()
  const me = useMe().data?.answer
  const filter = useFilter()
  const isFiltered = Object.keys(filter).length > 0
  const listing = useListing(['listStoreCustomers', filter], (api, page, signal) =>
    api.listStoreCustomers({ ...filter, ...page }, { signal }),
  )
  const columns: readonly Column<Line>[] = [
    {
      key: 'domain',
      label: t('customers.domain'),
      cell: ({ customerId, domain, domainState }) => (
        <>
          <a href={`/store/customers/${customerId}`}>{domain}</a> <DomainBadge state={domainState} />
        </>
      ),
    },
    {
      key: 'organization',
      label: t('customers.organization'),
      cell: ({ organizationName }) => organizationName,
    },
    {
      key: 'subscription',
      label: t('customer.subscription'),
      cell: (line) => <Subscription line={line} />,
    },
    {
      key: 'licences',
      label: t('customers.licences'),
      cell: ({ licences }) => number(licences),
      isNumber: true,
    },
    {
      key: 'renewal',
      label: t('customers.renewal'),
      cell: (line) =>
        line.renewalDate === undefined && line.subscriptionEndsAt === undefined ? null : (
          <Renewal line={line} />
        ),
    },
    {
      key: 'card',
      label: t('store.card'),
      cell: ({ cardType }) => (cardType === undefined ? null : t(`store.card.${cardType}`)),
    },
    {
      key: 'revenue',
      label: t('store.revenue'),
      cell: ({ revenue }) => money(revenue),
      isNumber: true,
    },
    { key: 'access', label: t('store.access'), cell: ({ access }) => <AccessBadge access={access} /> },
  ]
  const add = me !== undefined && can(me, 'addCustomer') && (
    <a class="button primary" href="/console/customers/new">
      {t('customers.add')}
    </a>
  )
  return (
    <Page title={t('nav.storeCustomers')} about={t('store.about')} actions={add}>
      <CustomerFilters counts={listing.asked.data?.answer.counts} />
      <List
        caption={t('nav.storeCustomers')}
        listing={listing}
        columns={columns}
        keyOf={({ customerId }) => customerId}
        empty={
          <>
            <p>{t('customers.empty')}</p>
            {add}
          </>
        }
        noMatch={isFiltered ? <NoMatch all="/store/customers" /> : undefined}
      />
    </Page>
  )
}
export default StoreCustomers
