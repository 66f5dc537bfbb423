import type { ComponentChildren } from 'preact'
import type { Answer } from '../../shared/client/client.ts'
import type { Asked } from '../api/ask.ts'
import { useReadRefusal } from '../api/refusal.tsx'
import { useWords } from '../words/words.tsx'
import { BadAddress, Refused } from './refused.tsx'

interface AnsweredProps<Output> {
  readonly asked: Asked<Output>
  /** Lines of the placeholder, as high as what follows. */
  readonly lines?: number
  readonly children: (answer: Output, whole: Answer<Output>) => ComponentChildren
}

/** Grey lines in place of what is being read. */
export const Skeleton = ({ lines }: { lines: number }) => {
  const { t } = useWords()
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{t('kit.loading')}</span>
      {Array.from({ length: lines }, (_none, line) => (
        <span key={line} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  )
}

/** What was answered; before that a placeholder, and instead of it the refusal. A refused page shows nothing that was read before. */
export const Answered = <Output,>({ asked, lines = 6, children }: AnsweredProps<Output>) => {
  const { data, error, refetch, isFetching } = asked
  useReadRefusal(error)
  if (error?.code === 'invalid-input') return <BadAddress />
  const isFinal = error?.status === 403 || error?.status === 404
  if (error !== null && (data === undefined || isFinal))
    return <Refused problem={error} again={isFinal ? undefined : () => void refetch()} />
  if (data === undefined) return <Skeleton lines={lines} />
  return (
    <>
      {error !== null && !isFetching && <Refused problem={error} again={() => void refetch()} isAlert />}
      {children(data.answer, data)}
    </>
  )
}
