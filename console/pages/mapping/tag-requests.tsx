import { useAskAgain } from '../../api/ask.ts'
import { useKeptChange } from '../../api/kept-change.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { TagRequestBadge } from './status.tsx'

type TagRequest = AnswerOf<'listTagRequests'>['items'][number]

interface WithdrawProps {
  readonly tagRequest: TagRequest
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks whether to withdraw a tag request (R14). */
const Withdraw = ({ tagRequest: { tagRequestId, state, domain }, onDone, onClose }: WithdrawProps) => {
  const { t } = useWords()
  const change = useKeptChange({
    operation: 'withdrawTagRequest',
    about: tagRequestId,
    basis: state,
    change: (api, input: { readonly tagRequestId: string }, sending) =>
      api.withdrawTagRequest(input, sending),
  })
  return (
    <Confirm
      title={t('mapping.withdraw.title', { domain })}
      action={t('mapping.withdraw')}
      change={change}
      input={{ tagRequestId }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('mapping.withdraw.about')}</p>
    </Confirm>
  )
}

/** The tag requests of the partner, newest first (R14). */
export const TagRequests = () => {
  const { t } = useWords()
  const { day } = useFormats()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const listing = useListing(['listTagRequests'], (api, page, signal) =>
    api.listTagRequests(page, { signal }),
  )
  const [withdrawing, setWithdrawing] = useHere<TagRequest>()
  const [withdrawn, setWithdrawn, times] = useSaid<string>()
  const close = (): void => {
    setWithdrawing(undefined)
    void askAgain(['listTagRequests'])
  }
  return (
    <>
      {withdrawn !== undefined && (
        <Done key={times} says="mapping.withdrawn" values={{ domain: withdrawn }} />
      )}
      <List
        caption={t('mapping.requests')}
        listing={listing}
        keyOf={({ tagRequestId }) => tagRequestId}
        columns={[
          { key: 'domain', label: t('customers.domain'), cell: ({ domain }) => domain },
          { key: 'state', label: t('store.state'), cell: ({ state }) => <TagRequestBadge state={state} /> },
          { key: 'createdAt', label: t('mapping.createdAt'), cell: ({ createdAt }) => day(createdAt) },
          {
            key: 'until',
            label: t('mapping.until'),
            cell: ({ lapsesAt, closedAt }) =>
              closedAt === undefined
                ? t('mapping.lapsesAt', { at: day(lapsesAt) })
                : t('mapping.closedAt', { at: day(closedAt) }),
          },
          {
            key: 'action',
            label: t('customers.action'),
            cell: (tagRequest) =>
              tagRequest.state === 'open' && me !== undefined && can(me, 'withdrawTagRequest') ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('mapping.withdrawOf', { domain: tagRequest.domain })}
                  onClick={() => setWithdrawing(tagRequest)}
                >
                  {t('mapping.withdraw')}
                </button>
              ) : null,
          },
        ]}
        empty={<p>{t('mapping.noRequests')}</p>}
      />
      {withdrawing !== undefined && (
        <Withdraw
          tagRequest={withdrawing}
          onClose={close}
          onDone={() => {
            setWithdrawn(withdrawing.domain)
            close()
          }}
        />
      )}
    </>
  )
}
