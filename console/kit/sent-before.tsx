import { useWords } from '../words/words.tsx'
import { Alert } from './alert.tsx'

interface SentBeforeProps {
  /** Sends again what was sent before, as it was. */
  readonly again: () => void
  /** Sends what there is now, as another change. */
  readonly anew: () => void
}

/** That something else was sent before without an answer: one decides, as both may be done otherwise. */
export const SentBefore = ({ again, anew }: SentBeforeProps) => {
  const { t } = useWords()
  return (
    <Alert class="conflict">
      <p class="refused-title">{t('kit.sentBefore')}</p>
      <p>{t('kit.sentBefore.about')}</p>
      <div class="buttons">
        <button type="button" class="button primary" onClick={again}>
          {t('kit.sentBefore.again')}
        </button>
        <button type="button" class="button" onClick={anew}>
          {t('kit.sentBefore.anew')}
        </button>
      </div>
    </Alert>
  )
}
