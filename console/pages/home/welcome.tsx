import { useSession } from '../../session/context.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'

/** What who is not signed in sees at every address: what this is, and the way in. */
export const Welcome = () => {
  const { t } = useWords()
  const session = useSession()
  return (
    <PublicFrame>
      <Page title={t('welcome.title')} about={t('welcome.about')}>
        <ul class="roles">
          <li>{t('welcome.partners')}</li>
          <li>{t('welcome.organizations')}</li>
          <li>{t('welcome.staff')}</li>
        </ul>
        <p>
          <button type="button" class="button primary" onClick={() => void session.signIn()}>
            {t('shell.signIn')}
          </button>
        </p>
      </Page>
    </PublicFrame>
  )
}
