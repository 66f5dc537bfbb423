import { useEffect, useRef, useState } from 'preact/hooks'
import { onceOneIsSent } from '../api/change.ts'
import { useWords } from '../words/words.tsx'
import type { WordsKey } from '../words/en.ts'
import { Badge } from './badge.tsx'
import { useFormats, daysUntil } from '../words/formats.ts'
import { useNow } from '../shell/now.tsx'

/** Days from which on the end of a trial is near (R35). */
const NEAR_DAYS = 3

interface TrialShown {
  readonly state: 'running' | 'ended'
  readonly endsAt: string
}

/** How long a trial goes on, or since when it has ended. */
export const TrialBadge = ({ trial }: { trial: TrialShown | undefined }) => {
  const { t } = useWords()
  const { day } = useFormats()
  const now = useNow()
  if (trial === undefined) return null
  if (trial.state === 'ended')
    return (
      <span>
        <Badge tone="neutral">{t('trial.endedAt')}</Badge> {day(trial.endsAt)}
      </span>
    )
  const days = daysUntil(now, trial.endsAt)
  return <Badge tone={days > NEAR_DAYS ? 'good' : 'warning'}>{t('trial.daysLeft', { days })}</Badge>
}

/** Whether the domain is proven. */
export const DomainBadge = ({ state }: { state: 'verified' | 'unverified' }) => {
  const { t } = useWords()
  return state === 'verified' ? (
    <Badge tone="good">{t('customer.isVerified')}</Badge>
  ) : (
    <Badge tone="warning">{t('customer.isUnverified')}</Badge>
  )
}

/** What was done, said once, until a change is sent again; takes the focus, as the button that did it is often gone. Where it may be said again, its key counts the times. */
export const Done = ({ says, values }: { says: WordsKey; values?: Readonly<Record<string, string>> }) => {
  const { t } = useWords()
  const notice = useRef<HTMLParagraphElement>(null)
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    notice.current?.focus()
    const ended = new AbortController()
    onceOneIsSent(() => setOver(true), ended.signal)
    return () => ended.abort()
  }, [])
  if (isOver) return null
  return (
    <p class="notice good" role="status" tabIndex={-1} ref={notice}>
      {t(says, values)}
    </p>
  )
}
