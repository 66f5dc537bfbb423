import { Page } from '../kit/page.tsx'
import { useWords } from '../words/words.tsx'

/** An address that leads nowhere, foreign and missing alike. */
export const Missing = () => {
  const { t } = useWords()
  return (
    <Page title={t('problem.missing.title')}>
      <p>{t('problem.missing.advice')}</p>
      <p>
        <a class="button" href="/">
          {t('shell.home')}
        </a>
      </p>
    </Page>
  )
}
