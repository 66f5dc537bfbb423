import { Check, Copy } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useWords } from '../words/words.tsx'

/** Copies a text; says so to the eye and to a screen reader. */
export const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const { t } = useWords()
  const [copied, setCopied] = useState<string | undefined>(undefined)
  const isCopied = copied === text
  return (
    <button
      type="button"
      class="button quiet small"
      aria-label={isCopied ? t('kit.copied') : label}
      title={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
      onBlur={() => setCopied(undefined)}
    >
      {isCopied ? <Check aria-hidden="true" size={16} /> : <Copy aria-hidden="true" size={16} />}
      <span class="hidden" role="status">
        {isCopied ? t('kit.copied') : ''}
      </span>
    </button>
  )
}
