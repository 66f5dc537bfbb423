import type { AnswerOf } from '../../api/me.ts'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { useNow } from '../../shell/now.tsx'
import { daysUntil, useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

export type OwnApplication = AnswerOf<'getApplication'>
type Status = OwnApplication['status']

const TONES: Readonly<Record<Status, Tone>> = {
  submitted: 'warning',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
}

/** Where an application stands. */
export const StatusBadge = ({ status }: { status: Status }) => {
  const { t } = useWords()
  return <Badge tone={TONES[status]}>{t(`applicationStatus.${status}`)}</Badge>
}

/** When the applicant gets the answer, or that it is late (R6). */
export const Due = ({ application: { dueAt, slaState, escalatedAt } }: { application: OwnApplication }) => {
  const { t } = useWords()
  const { day, instant } = useFormats()
  const days = daysUntil(useNow(), dueAt)
  const isEscalated = slaState === 'overdue' && escalatedAt !== undefined
  return (
    <>
      <p>{t(`due.${slaState}`, { at: day(dueAt), days })}</p>
      {isEscalated && <p>{t('due.escalated', { at: instant(escalatedAt) })}</p>}
    </>
  )
}
