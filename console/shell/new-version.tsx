import { useEffect, useState } from 'preact/hooks'
import { useWords } from '../words/words.tsx'

/** Offers a reload where a part of the console is gone since it was opened, as after a deployment; drafts stay. */
export const NewVersion = () => {
  const { t } = useWords()
  const [isGone, setGone] = useState(false)
  useEffect(() => {
    const tell = (event: Event): void => {
      event.preventDefault()
      setGone(true)
    }
    addEventListener('vite:preloadError', tell)
    return () => removeEventListener('vite:preloadError', tell)
  }, [])
  if (!isGone) return null
  return (
    <div class="banner" role="alert">
      <p>{t('shell.newVersion')}</p>
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {t('shell.reload')}
      </button>
    </div>
  )
}
