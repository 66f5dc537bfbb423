import { useState } from 'preact/hooks'
import { useWords } from '../../words/words.tsx'
import { lengthOf, millisOf, useLengthWords, type Length } from './length.ts'

const STEPS: readonly Length[] = [
  { days: 0, hours: 1 },
  { days: 1, hours: 0 },
  { days: 7, hours: 0 },
  { days: 15, hours: 0 },
  { days: 30, hours: 0 },
]

const MEMBERS = ['days', 'hours'] as const

const typedIn = (form: HTMLFormElement, mostMs: number): Length | undefined => {
  const data = new FormData(form)
  const [days = Number.NaN, hours = Number.NaN] = MEMBERS.map((member) => {
    const text = data.get(member)
    return typeof text === 'string' && /^\d{0,5}$/.test(text.trim()) ? Number(text) : Number.NaN
  })
  const millis = millisOf({ days, hours })
  return millis > 0 && millis <= mostMs ? { days, hours } : undefined
}

interface ClockStepsProps {
  /** How far it can be moved yet. */
  readonly mostMs: number
  readonly onChoose: (by: Length) => void
}

/** How far the clock is to be moved: by one of a few steps, or by what is typed. */
export const ClockSteps = ({ mostMs, onChoose }: ClockStepsProps) => {
  const { t } = useWords()
  const wordLength = useLengthWords()
  const [isWrong, setWrong] = useState(false)
  const most = mostMs > 0 ? wordLength(lengthOf(mostMs)) : '0'
  return (
    <section class="panel">
      <h2>{t('staff.clock.forward')}</h2>
      <div class="buttons" role="group" aria-label={t('staff.clock.quick')}>
        {STEPS.filter((step) => millisOf(step) <= mostMs).map((step) => (
          <button key={millisOf(step)} type="button" class="button" onClick={() => onChoose(step)}>
            {wordLength(step)}
          </button>
        ))}
      </div>
      <h3>{t('staff.clock.other')}</h3>
      <p class="hint" id="clock-most">
        {t('staff.clock.most', { most })}
      </p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const typed = typedIn(event.currentTarget, mostMs)
          setWrong(typed === undefined)
          if (typed !== undefined) onChoose(typed)
        }}
      >
        {isWrong && (
          <p class="issue" id="clock-issue" role="alert">
            {t('staff.clock.invalid', { most })}
          </p>
        )}
        {MEMBERS.map((member) => (
          <div key={member} class="field">
            <label for={`clock-${member}`}>{t(`staff.clock.${member}`)}</label>
            <input
              id={`clock-${member}`}
              name={member}
              inputMode="numeric"
              autocomplete="off"
              defaultValue="0"
              aria-invalid={isWrong}
              aria-describedby={isWrong ? 'clock-issue clock-most' : 'clock-most'}
            />
          </div>
        ))}
        <div class="buttons">
          <button type="submit" class="button">
            {t('staff.clock.continue')}
          </button>
        </div>
      </form>
    </section>
  )
}
