import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useWords } from '../words/words.tsx'
import { LanguageChoice } from './account.tsx'
import { SkipLink } from './skip-link.tsx'

/** What surrounds the pages of who is not signed in. */
export const PublicFrame = ({ children }: { children: ComponentChildren }) => {
  const { t } = useWords()
  const content = useRef<HTMLElement>(null)
  return (
    <>
      <SkipLink content={content} />
      <header class="top">
        <a href="/" class="brand">
          {t('shell.name')}
        </a>
        <LanguageChoice />
      </header>
      <main id="content" class="narrow" tabIndex={-1} ref={content}>
        {children}
      </main>
    </>
  )
}
