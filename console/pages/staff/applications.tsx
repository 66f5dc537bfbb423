import { Page } from '../../kit/page.tsx'
import { Chips, useChoice } from '../../list/filters.tsx'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { SlaBadge } from './sla-badge.tsx'

const STATUSES = ['submitted', 'approved', 'rejected', 'withdrawn'] as const

/** The applications of a status, by the date that their reply is due. */
const Applications = () => {
  const { t } = useWords()
  const { day, country } = useFormats()
  const status = useChoice('status', STATUSES)
  const listing = useListing(['listApplications', status], (api, page, signal) =>
    api.listApplications({ status, ...page }, { signal }),
  )
  return (
    <Page title={t('staff.applications.title')} about={t('staff.applications.about')}>
      <Chips
        label={t('staff.status')}
        chips={STATUSES.map((known) => ({
          label: t(`staff.status.${known}`),
          query: { status: known === 'submitted' ? undefined : known },
        }))}
      />
      <List
        caption={t('staff.applications.title')}
        listing={listing}
        keyOf={({ applicationId }) => applicationId}
        columns={[
          {
            key: 'company',
            label: t('staff.company'),
            cell: ({ applicationId, companyName }) => (
              <a href={`/staff/applications/${applicationId}`}>{companyName}</a>
            ),
          },
          {
            key: 'country',
            label: t('staff.country'),
            cell: (line) => country(line.country),
          },
          {
            key: 'expertise',
            label: t('staff.expertise'),
            cell: ({ primaryExpertise }) => t(`expertise.${primaryExpertise}`),
          },
          {
            key: 'submitted',
            label: t('staff.submittedAt'),
            cell: ({ submittedAt }) => day(submittedAt),
          },
          { key: 'due', label: t('staff.dueAt'), cell: ({ dueAt }) => day(dueAt) },
          { key: 'sla', label: t('staff.sla'), cell: (line) => <SlaBadge {...line} /> },
        ]}
        empty={<p>{t(`staff.applications.none.${status}`)}</p>}
      />
    </Page>
  )
}
export default Applications
