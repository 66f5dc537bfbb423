import { useAskAgain } from '../../api/ask.ts'
import { can, useMe } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { Chips, useChosen } from '../../list/filters.tsx'
import { useHere } from '../../list/here.ts'
import { useWords } from '../../words/words.tsx'
import { PartnerCode } from './partner-code.tsx'
import { RequestTag } from './request-tag.tsx'
import { TagRequests } from './tag-requests.tsx'
import { Transfers } from './transfers.tsx'

/** How existing organisations come to the partner, and leave it (R14). */
const Mapping = () => {
  const { t } = useWords()
  const shown = useChosen('show', ['transfers'])
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const [act, setAct] = useHere<'request' | 'code'>()
  const [isRequested, setRequested, times] = useSaid<true>()
  const close = (): void => setAct(undefined)
  const may = (operation: 'requestTag' | 'createPartnerCode'): boolean =>
    me !== undefined && can(me, operation)
  return (
    <Page
      title={t('nav.mapping')}
      about={t('mapping.about')}
      actions={
        <>
          {may('requestTag') && (
            <button type="button" class="button primary" onClick={() => setAct('request')}>
              {t('mapping.ask')}
            </button>
          )}
          {may('createPartnerCode') && (
            <button type="button" class="button" onClick={() => setAct('code')}>
              {t('mapping.code.make')}
            </button>
          )}
        </>
      }
    >
      {isRequested === true && <Done key={times} says="mapping.asked" />}
      <Chips
        label={t('customers.filters')}
        chips={[
          { label: t('mapping.requests'), query: { show: undefined } },
          { label: t('mapping.transfers'), query: { show: 'transfers' } },
        ]}
      />
      {shown === 'transfers' ? <Transfers /> : <TagRequests />}
      {act === 'request' && (
        <RequestTag
          onClose={close}
          onDone={() => {
            close()
            setRequested(true)
            void askAgain(['listTagRequests'])
          }}
        />
      )}
      {act === 'code' && <PartnerCode onClose={close} />}
    </Page>
  )
}
export default Mapping
