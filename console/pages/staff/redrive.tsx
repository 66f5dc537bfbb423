import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'

export type FailedEvent = AnswerOf<'listFailedEvents'>['items'][number]

interface RedriveProps {
  readonly event: FailedEvent
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Gives a failed event to its function again. */
export const Redrive = ({ event, onDone, onClose }: RedriveProps) => {
  const { t } = useWords()
  const { eventId, functionName } = event
  const change = useKeptChange({
    operation: 'redriveFailedEvent',
    about: eventId,
    basis: event.version,
    change: (api, input: { readonly eventId: string }, sending) => api.redriveFailedEvent(input, sending),
  })
  return (
    <Confirm
      title={t('staff.redrive.title', { name: functionName ?? eventId })}
      action={t('staff.redrive')}
      change={change}
      input={{ eventId }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('staff.redrive.about')}</p>
    </Confirm>
  )
}
