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
import { Redrive, type FailedEvent } from './redrive.tsx'
import { TrialExpiry } from './trial-expiry.tsx'

const STATES = ['failed', 'redriven'] as const

/** What unattended functions could not handle, and the run of ended trials. */
const Failures = () => {
  const { t } = useWords()
  const { instant } = useFormats()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const state = useChoice('state', STATES)
  const listing = useListing(['listFailedEvents', state], (api, page, signal) =>
    api.listFailedEvents({ state, ...page }, { signal }),
  )
  const [redriving, setRedriving] = useHere<FailedEvent>()
  const [isDone, setDone, times] = useSaid<true>()
  const close = (): void => {
    setRedriving(undefined)
    void askAgain(['listFailedEvents'])
  }
  const mayRedrive = me !== undefined && can(me, 'redriveFailedEvent')
  return (
    <Page title={t('staff.failures.title')} about={t('staff.failures.about')}>
      {isDone === true && <Done key={times} says="staff.failures.done" />}
      <Chips
        label={t('staff.status')}
        chips={STATES.map((known) => ({
          label: t(`staff.failures.${known}`),
          query: { state: known === 'failed' ? undefined : known },
        }))}
      />
      {me !== undefined && can(me, 'runTrialExpiry') && <TrialExpiry />}
      <List
        caption={t('staff.failures.title')}
        listing={listing}
        keyOf={({ eventId }) => eventId}
        columns={[
          {
            key: 'function',
            label: t('staff.failure.function'),
            cell: ({ functionName, eventId }) => <code>{functionName ?? eventId}</code>,
          },
          {
            key: 'source',
            label: t('staff.failure.source'),
            cell: ({ source }) => t(`staff.failure.source.${source}`),
          },
          { key: 'reason', label: t('staff.reason'), cell: ({ reason }) => <code>{reason}</code> },
          { key: 'failed', label: t('staff.failure.at'), cell: ({ failedAt }) => instant(failedAt) },
          {
            key: 'redrive',
            label: t('staff.action'),
            cell: (event) => {
              if (event.redrivenAt !== undefined)
                return t('staff.failure.redrivenBy', {
                  at: instant(event.redrivenAt),
                  by: event.redrivenBy ?? '',
                })
              if (!event.redrivable) return t('staff.failure.noRedrive')
              return mayRedrive ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('staff.redriveOf', { name: event.functionName ?? event.eventId })}
                  onClick={() => setRedriving(event)}
                >
                  {t('staff.redrive')}
                </button>
              ) : null
            },
          },
        ]}
        empty={<p>{t(`staff.failures.none.${state}`)}</p>}
      />
      {redriving !== undefined && (
        <Redrive
          event={redriving}
          onDone={() => {
            setDone(true)
            close()
          }}
          onClose={close}
        />
      )}
    </Page>
  )
}
export default Failures
