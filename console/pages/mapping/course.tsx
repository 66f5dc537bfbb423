import type { AnswerOf } from '../../api/me.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type Transfer = Pick<
  AnswerOf<'decideTransfer'>,
  'state' | 'completesAt' | 'closedAt' | 'objection' | 'reason' | 'note'
>

/** When a transfer completes, and what was said about it (R14). */
export const Course = ({ transfer }: { transfer: Transfer }) => {
  const { t } = useWords()
  const { day } = useFormats()
  const { completesAt, closedAt, objection, note, reason, state } = transfer
  const isPending = state === 'pending'
  return (
    <>
      {isPending && t('mapping.completesAt', { at: day(completesAt) })}
      {closedAt !== undefined && t('mapping.closedAt', { at: day(closedAt) })}
      {objection !== undefined && <p class="written">{t('mapping.objection', { objection })}</p>}
      {reason !== undefined && <p>{t(`mapping.cancelled.${reason}`)}</p>}
      {note !== undefined && <p class="written">{t('mapping.note', { note })}</p>}
    </>
  )
}
