import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done, DomainBadge, TrialBadge } from '../../kit/status.tsx'
import { useHere } from '../../list/here.ts'
import { List, type Column } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { CustomerFilters } from './customer-filters.tsx'
import { ExtendTrial, isExtendable } from './extend-trial.tsx'
import { ExportCustomers } from './export-customers.tsx'
import { useFilter } from './filter.ts'
import { NoMatch } from './no-match.tsx'
import { SuperAdmin } from './super-admin.tsx'

type Listed = AnswerOf<'listConsoleCustomers'>
type Line = Listed['items'][number]

/** What can be done with a customer: always the one action that applies, and extending a trial while it can be. */
const Actions = ({ line, onExtend }: { line: Line; onExtend: (line: Line) => void }) => {
  const { t } = useWords()
  const { customerId, domain, action } = line
  return (
    <div class="actions">
      {action === 'verify' ? (
        <a
          class="button"
          href={`/console/customers/${customerId}/verification`}
          aria-label={t('customers.verifyOf', { domain })}
        >
          {t('customers.verify')}
        </a>
      ) : (
        <a
          class="button"
          href={`/console/customers/${customerId}`}
          aria-label={t('customers.manageOf', { domain })}
        >
          {t('customers.manage')}
        </a>
      )}
      {isExtendable(line.trial) && (
        <button
          type="button"
          class="button small"
          aria-label={t('trial.extendOf', { domain })}
          onClick={() => onExtend(line)}
        >
          {t('trial.extend')}
        </button>
      )}
    </div>
  )
}

/** *Manage Customers* (R12). */
const Customers = () => {
  const { t } = useWords()
  const { date, day, number } = useFormats()
  const me = useMe().data?.answer
  const filter = useFilter()
  const isFiltered = Object.keys(filter).length > 0
  const listing = useListing(['listConsoleCustomers', filter], (api, page, signal) =>
    api.listConsoleCustomers({ ...filter, ...page }, { signal }),
  )
  const [extending, setExtending] = useHere<Line>()
  const [extended, setExtended, times] = useSaid<{ organization: string; at: string }>()
  const columns: readonly Column<Line>[] = [
    {
      key: 'domain',
      label: t('customers.domain'),
      cell: ({ customerId, domain, domainState }) => (
        <>
          <a href={`/console/customers/${customerId}`}>{domain}</a> <DomainBadge state={domainState} />
        </>
      ),
    },
    {
      key: 'organization',
      label: t('customers.organization'),
      cell: ({ organizationName }) => organizationName,
    },
    {
      key: 'superAdmin',
      label: t('customers.superAdmin'),
      cell: ({ superAdmin }) => <SuperAdmin superAdmin={superAdmin} />,
    },
    { key: 'plan', label: t('customers.plan'), cell: ({ plan }) => t(`plan.${plan}`) },
    {
      key: 'licences',
      label: t('customers.licences'),
      cell: ({ licences }) => number(licences),
      isNumber: true,
    },
    {
      key: 'payPeriod',
      label: t('customers.payPeriod'),
      cell: ({ payPeriod }) => (payPeriod === undefined ? null : t(`payPeriod.${payPeriod}`)),
    },
    {
      key: 'renewal',
      label: t('customers.renewal'),
      cell: ({ renewalDate }) => (renewalDate === undefined ? null : date(renewalDate)),
    },
    {
      key: 'trial',
      label: t('customers.trial'),
      cell: ({ trial }) => (trial === undefined ? null : <TrialBadge trial={trial} />),
    },
    {
      key: 'action',
      label: t('customers.action'),
      cell: (line) => <Actions line={line} onExtend={setExtending} />,
    },
  ]
  const mayAdd = me !== undefined && can(me, 'addCustomer')
  const add = (
    <a class="button primary" href="/console/customers/new">
      {t('customers.add')}
    </a>
  )
  return (
    <Page
      title={t('nav.customers')}
      about={t('customers.about')}
      actions={
        <>
          <ExportCustomers key={JSON.stringify(filter)} filter={filter} />
          {mayAdd && add}
        </>
      }
    >
      {extended !== undefined && (
        <Done key={times} says="trial.extended" values={{ ...extended, at: day(extended.at) }} />
      )}
      <CustomerFilters counts={listing.asked.data?.answer.counts} />
      <List
        caption={t('nav.customers')}
        listing={listing}
        columns={columns}
        keyOf={({ customerId }) => customerId}
        empty={
          <>
            <p>{t('customers.empty')}</p>
            {mayAdd && add}
          </>
        }
        noMatch={isFiltered ? <NoMatch all="/console/customers" /> : undefined}
      />
      {extending !== undefined && (
        <ExtendTrial
          customer={extending}
          onClose={() => setExtending(undefined)}
          onDone={(at) => {
            setExtended({ organization: extending.organizationName, at })
            setExtending(undefined)
          }}
        />
      )}
    </Page>
  )
}
export default Customers
