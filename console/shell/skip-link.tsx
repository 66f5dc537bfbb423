import type { RefObject } from 'preact'
import { useWords } from '../words/words.tsx'

/** The way past the frame to the content, for who goes by keyboard. */
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
