import { useState } from 'preact/hooks'
import { useAskAgain } from '../../api/ask.ts'
import { useChange } from '../../api/change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Outcome } from '../../kit/outcome.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type Run = AnswerOf<'runTrialExpiry'>

const Result = ({ run: { recorded, postponed, more } }: { run: Run }) => {
  const { t } = useWords()
  const { number } = useFormats()
  return (
    <ul class="values" role="status">
      <li>{t('staff.expiry.recorded', { count: recorded, shown: number(recorded) })}</li>
      <li>{t('staff.expiry.postponed', { count: postponed, shown: number(postponed) })}</li>
      <li>{t(more ? 'staff.expiry.more' : 'staff.expiry.all')}</li>
    </ul>
  )
}

/** Records the trials that have ended, now rather than at the next schedule (R34). */
export const TrialExpiry = () => {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const [run, setRun] = useState<Run | undefined>(undefined)
  const change = useChange<Record<never, never>, Run>((api, input) => api.runTrialExpiry(input))
  const start = async (): Promise<void> => {
    const answered = await change.send({})
    if (answered === undefined) return
    setRun(answered.answer)
    await askAgain()
  }
  return (
    <section class="panel">
      <h2>{t('staff.expiry')}</h2>
      <p>{t('staff.expiry.about')}</p>
      <div class="buttons">
        <button type="button" class="button" aria-disabled={change.isSending} onClick={() => void start()}>
          {change.isSending ? t('kit.sending') : t('staff.expiry.run')}
        </button>
      </div>
      <Outcome change={change} again={() => void start()} />
      {run !== undefined && <Result run={run} />}
    </section>
  )
}
