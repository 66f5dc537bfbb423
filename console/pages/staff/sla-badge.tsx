import type { AnswerOf } from '../../api/me.ts'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { useNow } from '../../shell/now.tsx'
import { daysUntil } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type Line = AnswerOf<'listApplications'>['items'][number]

const TONES = { 'on-time': 'good', 'due-soon': 'warning', overdue: 'bad' } as const satisfies Record<
  Line['slaState'],
  Tone
>

/** Whether the reply is, or was, on time (R6), with the days that are left. */
export const SlaBadge = ({ status, slaState, dueAt }: Pick<Line, 'status' | 'slaState' | 'dueAt'>) => {
  const { t } = useWords()
  const now = useNow()
  const days = slaState === 'overdue' ? daysUntil(dueAt, now) : daysUntil(now, dueAt)
  return (
    <Badge tone={TONES[slaState]}>
      {status === 'submitted'
        ? t(`staff.sla.${slaState}`, { days })
        : t(slaState === 'overdue' ? 'staff.sla.late' : 'staff.sla.inTime')}
    </Badge>
  )
}
