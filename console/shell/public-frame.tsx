import type { ComponentChildren } from 'preact'
import { useWords } from '../words/words.tsx'
import { LanguageChoice } from './account.tsx'

/** What surrounds the pages of who is not signed in. */
export const PublicFrame = ({ children }: { children: ComponentChildren }) => {
  const { t } = useWords()
  return (
    <>
      <header class="top">
        <a href="/" class="brand">
          {t('shell.name')}
        </a>
        <LanguageChoice />
      </header>
      <main class="narrow">{children}</main>
    </>
  )
}
