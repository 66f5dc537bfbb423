import type { AnswerOf } from '../../api/me.ts'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { useWords } from '../../words/words.tsx'

type Line = AnswerOf<'listStoreCustomers'>['items'][number]

const TONES: Readonly<Record<Line['subscriptionState'], Tone>> = {
  free: 'neutral',
  active: 'good',
  'past-due': 'bad',
}

/** Whether a subscription is paid, past due or none. */
export const SubscriptionBadge = ({ state }: { state: Line['subscriptionState'] }) => {
  const { t } = useWords()
  return <Badge tone={TONES[state]}>{t(`store.subscription.${state}`)}</Badge>
}

/** Whether the organisation lets the partner in (R63). */
export const AccessBadge = ({ access }: { access: Line['access'] }) => {
  const { t } = useWords()
  return <Badge tone={access === 'granted' ? 'good' : 'bad'}>{t(`store.access.${access}`)}</Badge>
}
