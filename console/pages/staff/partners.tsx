import { Badge } from '../../kit/badge.tsx'
import { Page } from '../../kit/page.tsx'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

/** Whether a partner is admitted (R8). */
export const PartnerBadge = ({ status }: { status: 'active' | 'deactivated' }) => {
  const { t } = useWords()
  return <Badge tone={status === 'active' ? 'good' : 'bad'}>{t(`staff.partner.${status}`)}</Badge>
}

/** All partners, the newest first. */
const Partners = () => {
  const { t } = useWords()
  const { day, country } = useFormats()
  const listing = useListing(['listPartners'], (api, page, signal) => api.listPartners(page, { signal }))
  return (
    <Page title={t('staff.partners.title')} about={t('staff.partners.about')}>
      <List
        caption={t('staff.partners.title')}
        listing={listing}
        keyOf={({ partnerId }) => partnerId}
        columns={[
          {
            key: 'company',
            label: t('staff.company'),
            cell: ({ partnerId, companyName }) => <a href={`/staff/partners/${partnerId}`}>{companyName}</a>,
          },
          {
            key: 'status',
            label: t('staff.status'),
            cell: ({ status }) => <PartnerBadge status={status} />,
          },
          { key: 'country', label: t('staff.country'), cell: (line) => country(line.country) },
          {
            key: 'expertise',
            label: t('staff.expertise'),
            cell: ({ expertise }) => expertise.map((one) => t(`expertise.${one}`)).join(' · '),
          },
          { key: 'since', label: t('staff.partner.since'), cell: ({ createdAt }) => day(createdAt) },
        ]}
        empty={<p>{t('staff.partners.none')}</p>}
      />
    </Page>
  )
}
export default Partners
