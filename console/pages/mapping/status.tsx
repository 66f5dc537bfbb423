import type { AnswerOf } from '../../api/me.ts'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { useWords } from '../../words/words.tsx'

type TagRequestState = AnswerOf<'listTagRequests'>['items'][number]['state']
export type TransferState = AnswerOf<'listTransfers'>['items'][number]['state']

const REQUEST_TONES: Readonly<Record<TagRequestState, Tone>> = {
  open: 'warning',
  mapped: 'good',
  denied: 'bad',
  lapsed: 'neutral',
  withdrawn: 'neutral',
  overtaken: 'neutral',
}
const TRANSFER_TONES: Readonly<Record<TransferState, Tone>> = {
  pending: 'warning',
  objected: 'bad',
  completed: 'good',
  kept: 'neutral',
  cancelled: 'neutral',
}

/** What became of a tag request (R14). */
export const TagRequestBadge = ({ state }: { state: TagRequestState }) => {
  const { t } = useWords()
  return <Badge tone={REQUEST_TONES[state]}>{t(`mapping.request.${state}`)}</Badge>
}

/** What became of a transfer (R14). */
export const TransferBadge = ({ state }: { state: TransferState }) => {
  const { t } = useWords()
  return <Badge tone={TRANSFER_TONES[state]}>{t(`mapping.transfer.${state}`)}</Badge>
}
