import { LogOut } from 'lucide-preact'
import { useMe } from '../api/me.ts'
import type { Session } from '../session/session.ts'
import { isLanguage, LANGUAGES, useWords } from '../words/words.tsx'

/** The language of the page, each named in itself. */
export const LanguageChoice = () => {
  const { language, speak, t } = useWords()
  return (
    <select
      class="language"
      aria-label={t('shell.language')}
      value={language}
      onChange={({ currentTarget: { value } }) => {
        if (isLanguage(value)) speak(value)
      }}
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** Who is signed in, and the way out. */
export const Account = ({ session }: { session: Session }) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  return (
    <div class="account">
      {me !== undefined && <span class="email">{me.email}</span>}
      <button type="button" class="button quiet sign-out" onClick={() => session.signOut()}>
        <LogOut aria-hidden="true" size={18} />
        <span>{t('shell.signOut')}</span>
      </button>
    </div>
  )
}
