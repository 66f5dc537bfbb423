import { useState } from 'preact/hooks'
import { useAsk } from '../../api/ask.ts'
import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { durationOf, millisOf, useLengthWords, type Length } from './length.ts'

/** So often the clock is read while the dialog says what it shows. */
const READ_EVERY_MS = 1_000

interface Advance {
  readonly by: string
  readonly runSchedules: boolean
}

interface AdvanceClockProps {
  readonly by: Length
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks before the clock is moved, as it cannot go back. */
export const AdvanceClock = ({ by, onDone, onClose }: AdvanceClockProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const wordLength = useLengthWords()
  const [runSchedules, setRunSchedules] = useState(true)
  const asked = useAsk(['getClock'], (api, signal) => api.getClock({}, { signal }), {
    onOpening: true,
    everyMs: READ_EVERY_MS,
  })
  const change = useKeptChange<Advance, AnswerOf<'advanceClock'>>({
    operation: 'advanceClock',
    about: '',
    basis: asked.data?.answer.aheadMs,
    change: (api, input, sending) => api.advanceClock(input, sending),
  })
  const after = (now: string): string => new Date(Date.parse(now) + millisOf(by)).toISOString()
  return (
    <Confirm
      title={t('staff.clock.confirm', { by: wordLength(by) })}
      action={t('staff.clock.forward')}
      change={change}
      input={{ by: durationOf(by), runSchedules }}
      isOffered={asked.data !== undefined}
      onDone={onDone}
      onClose={onClose}
    >
      {!change.isUnanswered && (
        <Answered asked={asked} lines={1}>
          {({ now }) => <p>{t('staff.clock.from', { now: instant(now), then: instant(after(now)) })}</p>}
        </Answered>
      )}
      <p>{t('staff.clock.noReturn')}</p>
      <div class="field">
        <label class="choice">
          <input
            type="checkbox"
            defaultChecked
            aria-describedby="run-hint"
            onChange={({ currentTarget }) => setRunSchedules(currentTarget.checked)}
          />
          <span>{t('staff.clock.run')}</span>
        </label>
        <p class="hint" id="run-hint">
          {t('staff.clock.runHint')}
        </p>
      </div>
    </Confirm>
  )
}
