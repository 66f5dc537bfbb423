import type { RefObject } from 'preact'
import { useWords } from '../words/words.tsx'

/** The first stop of a page: past the head and the menu, to the content. */
export const SkipLink = ({ content }: { content: RefObject<HTMLElement> }) => {
  const { t } = useWords()
  return (
    <a
      class="skip"
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        content.current?.focus()
      }}
    >
      {t('shell.skip')}
    </a>
  )
}
