import type { AnswerOf } from '../../api/me.ts'
import { Chips, SearchBox } from '../../list/filters.tsx'
import { useWords } from '../../words/words.tsx'

/** The filters with their numbers, which the first page brings along and later pages keep. */
export const CustomerFilters = ({ counts }: { counts: AnswerOf<'listConsoleCustomers'>['counts'] }) => {
  const { t } = useWords()
  const none = { domainState: undefined, trial: undefined }
  return (
    <div class="stack">
      <SearchBox label={t('customers.search')} />
      <Chips
        label={t('customers.filters')}
        chips={[
          { label: t('customers.all'), query: none, count: counts?.all },
          {
            label: t('customers.unverified'),
            query: { ...none, domainState: 'unverified' },
            count: counts?.unverified,
          },
          {
            label: t('customers.verified'),
            query: { ...none, domainState: 'verified' },
            count: counts?.verified,
          },
          {
            label: t('customers.trialRunning'),
            query: { ...none, trial: 'running' },
            count: counts?.trialRunning,
          },
          {
            label: t('customers.trialEnding'),
            query: { ...none, trial: 'ending' },
            count: counts?.trialEnding,
          },
          { label: t('customers.trialEnded'), query: { ...none, trial: 'ended' }, count: counts?.trialEnded },
        ]}
      />
      {counts?.complete === false && <p class="hint">{t('customers.newestOnly')}</p>}
    </div>
  )
}
