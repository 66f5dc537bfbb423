import { useAskAgain } from '../../api/ask.ts'
import { can, useMe } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { Chips, useChoice } from '../../list/filters.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { Course } from '../mapping/course.tsx'
import { MovingOrganization } from '../mapping/moving-organization.tsx'
import { TransferDecision, type StaffTransfer } from './transfer-decision.tsx'

/** What a decision leads to; a transfer that cannot be completed any more is cancelled. */
const OUTCOMES = {
  completed: 'staff.transfers.done.completed',
  kept: 'staff.transfers.done.kept',
  cancelled: 'staff.transfers.done.cancelled',
} as const
const isOutcome = (state: StaffTransfer['state']): state is keyof typeof OUTCOMES => state in OUTCOMES

const STATES = ['objected', 'pending', 'completed', 'kept', 'cancelled'] as const

/** The transfers between partners, by state; who is in support decides those that were objected to (R14). */
const Transfers = () => {
  const { t } = useWords()
  const { day } = useFormats()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const state = useChoice('state', STATES)
  const listing = useListing(['listStaffTransfers', state], (api, page, signal) =>
    api.listStaffTransfers({ state, ...page }, { signal }),
  )
  const [deciding, setDeciding] = useHere<StaffTransfer>()
  const [decided, setDecided, times] = useSaid<StaffTransfer>()
  const close = (): void => {
    setDeciding(undefined)
    void askAgain(['listStaffTransfers'])
  }
  return (
    <Page title={t('staff.transfers.title')} about={t('staff.transfers.about')}>
      {decided !== undefined && isOutcome(decided.state) && (
        <Done
          key={times}
          says={OUTCOMES[decided.state]}
          values={{ organization: decided.organizationName, to: decided.to.companyName }}
        />
      )}
      <Chips
        label={t('staff.status')}
        chips={STATES.map((known) => ({
          label: t(`mapping.transfer.${known}`),
          query: { state: known === 'objected' ? undefined : known },
        }))}
      />
      <List
        caption={t('staff.transfers.title')}
        listing={listing}
        keyOf={({ transferId }) => transferId}
        columns={[
          {
            key: 'organization',
            label: t('customers.organization'),
            cell: (transfer) => <MovingOrganization {...transfer} />,
          },
          {
            key: 'from',
            label: t('staff.transfer.from'),
            cell: ({ from }) => <a href={`/staff/partners/${from.partnerId}`}>{from.companyName}</a>,
          },
          {
            key: 'to',
            label: t('staff.transfer.to'),
            cell: ({ to }) => <a href={`/staff/partners/${to.partnerId}`}>{to.companyName}</a>,
          },
          { key: 'created', label: t('staff.transfer.createdAt'), cell: ({ createdAt }) => day(createdAt) },
          { key: 'course', label: t('mapping.until'), cell: (transfer) => <Course transfer={transfer} /> },
          {
            key: 'decide',
            label: t('staff.action'),
            cell: (transfer) =>
              transfer.state === 'objected' && me !== undefined && can(me, 'decideTransfer') ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('staff.transfer.decideOn', { organization: transfer.organizationName })}
                  onClick={() => setDeciding(transfer)}
                >
                  {t('staff.transfer.decide')}
                </button>
              ) : null,
          },
        ]}
        empty={<p>{t(`staff.transfers.none.${state}`)}</p>}
      />
      {deciding !== undefined && (
        <TransferDecision
          transfer={deciding}
          onDone={(answer) => {
            setDecided(answer)
            close()
          }}
          onClose={close}
        />
      )}
    </Page>
  )
}
export default Transfers
