import { useWords } from '../words/words.tsx'

interface SentBeforeProps {
  /** Sends again what was sent before, as it was. */
  readonly again: () => void
  /** Sends the form as it is now, as another change. */
  readonly anew: () => void
}

/** That the form has changed since it was sent without an answer: one decides, as both may be done otherwise. */
export const SentBefore = ({ again, anew }: SentBeforeProps) => {
  const { t } = useWords()
  return (
    <div class="conflict" role="alert">
      <p class="refused-title">{t('form.sentBefore')}</p>
      <p>{t('form.sentBefore.about')}</p>
      <div class="buttons">
        <button type="button" class="button primary" onClick={again}>
          {t('form.sentBefore.again')}
        </button>
        <button type="button" class="button" onClick={anew}>
          {t('form.sentBefore.anew')}
        </button>
      </div>
    </div>
  )
}
