import { useKeptChange } from '../../api/kept-change.ts'
import { can, useMe, type AnswerOf, type OwnOrganization } from '../../api/me.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'
import { TagRequestBadge } from './status.tsx'

type TagRequest = AnswerOf<'listOrganizationTagRequests'>['items'][number]
type Answered = AnswerOf<'answerTagRequest'>

interface Input {
  readonly customerId: CustomerId
  readonly tagRequestId: string
  readonly answer: 'map' | 'deny'
}

interface AnswerProps {
  readonly input: Input
  readonly partner: string
  readonly onDone: (answered: Answered) => void
  readonly onClose: () => void
}

/** Asks whether to map the organisation to the partner that asks, or to deny it (R14). */
const AnswerRequest = ({ input, partner, onDone, onClose }: AnswerProps) => {
  const { t } = useWords()
  const change = useKeptChange({
    operation: 'answerTagRequest',
    about: input.tagRequestId,
    basis: '',
    change: (api, wish: Input, sending) => api.answerTagRequest(wish, sending),
  })
  const { answer } = input
  return (
    <Confirm
      title={t(`mapping.${answer}.title`, { partner })}
      action={t(`mapping.${answer}`)}
      change={change}
      input={input}
      onDone={(answered) => onDone(answered.answer)}
      onClose={onClose}
    >
      <p>{t(`mapping.${answer}.about`)}</p>
    </Confirm>
  )
}

interface TagRequestsProps {
  readonly customerId: CustomerId
  readonly own: OwnOrganization | undefined
  readonly onMapped: (partner: string, transfer: Answered['transfer']) => void
  readonly onDenied: (partner: string) => void
}

/** The tag requests to the organisation, newest first, which the super admin answers (R14). */
export const OrganizationTagRequests = ({ customerId, own, onMapped, onDenied }: TagRequestsProps) => {
  const { t } = useWords()
  const { day } = useFormats()
  const me = useMe().data?.answer
  const listing = useListing(['listOrganizationTagRequests', customerId], (api, page, signal) =>
    api.listOrganizationTagRequests({ customerId, ...page }, { signal }),
  )
  const [answering, setAnswering] = useHere<{ of: TagRequest; answer: Input['answer'] }>()
  const close = (): void => setAnswering(undefined)
  const mayAnswer = me !== undefined && can(me, 'answerTagRequest', own)
  return (
    <section class="panel">
      <h2>{t('mapping.requests')}</h2>
      <List
        caption={t('mapping.requests')}
        listing={listing}
        keyOf={({ tagRequestId }) => tagRequestId}
        columns={[
          { key: 'partner', label: t('access.partner'), cell: ({ partner }) => partner.companyName },
          {
            key: 'message',
            label: t('mapping.message'),
            cell: ({ message }) => (message === undefined ? null : <p class="written">{message}</p>),
          },
          { key: 'state', label: t('store.state'), cell: ({ state }) => <TagRequestBadge state={state} /> },
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
            cell: (of) =>
              of.state === 'open' && mayAnswer ? (
                <div class="actions">
                  {(['map', 'deny'] as const).map((answer) => (
                    <button
                      key={answer}
                      type="button"
                      class="button"
                      aria-label={t(`mapping.${answer}Of`, { partner: of.partner.companyName })}
                      onClick={() => setAnswering({ of, answer })}
                    >
                      {t(`mapping.${answer}`)}
                    </button>
                  ))}
                </div>
              ) : null,
          },
        ]}
        empty={<p>{t('mapping.nobodyAsks')}</p>}
      />
      {answering !== undefined && (
        <AnswerRequest
          input={{ customerId, tagRequestId: answering.of.tagRequestId, answer: answering.answer }}
          partner={answering.of.partner.companyName}
          onClose={close}
          onDone={({ state, transfer }) => {
            close()
            const { companyName } = answering.of.partner
            if (state === 'denied') onDenied(companyName)
            else onMapped(companyName, transfer)
          }}
        />
      )}
    </section>
  )
}
