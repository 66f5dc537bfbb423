import { useState } from 'preact/hooks'
import { useWords } from '../../words/words.tsx'
import { millisOf, useLengthWords, type Length } from './length.ts'

const STEPS: readonly Length[] = [
  { days: 0, hours: 1 },
  { days: 1, hours: 0 },
  { days: 7, hours: 0 },
  { days: 15, hours: 0 },
  { days: 30, hours: 0 },
]

const MEMBERS = ['days', 'hours'] as const

const typedIn = (form: HTMLFormElement): Length | undefined => {
  const data = new FormData(form)
  const [days = Number.NaN, hours = Number.NaN] = MEMBERS.map((member) => {
    const text = data.get(member)
    return typeof text === 'string' && /^\d{0,5}$/.test(text.trim()) ? Number(text) : Number.NaN
  })
  return millisOf({ days, hours }) > 0 ? { days, hours } : undefined
}

/** How far the clock is to be moved: by one of a few steps, or by what is typed. */
export const ClockSteps = ({ onChoose }: { readonly onChoose: (by: Length) => void }) => {
  const { t } = useWords()
  const wordLength = useLengthWords()
  const [isWrong, setWrong] = useState(false)
  return (
    <section class="panel">
      <h2>{t('staff.clock.forward')}</h2>
      <div class="buttons" role="group" aria-label={t('staff.clock.quick')}>
        {STEPS.map((step) => (
          <button key={millisOf(step)} type="button" class="button" onClick={() => onChoose(step)}>
            {wordLength(step)}
          </button>
        ))}
      </div>
      <h3>{t('staff.clock.other')}</h3>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const typed = typedIn(event.currentTarget)
          setWrong(typed === undefined)
          if (typed !== undefined) onChoose(typed)
        }}
      >
        {isWrong && (
          <p class="issue" id="clock-issue" role="alert">
            {t('staff.clock.invalid')}
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
              {...(isWrong ? { 'aria-describedby': 'clock-issue' } : {})}
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
