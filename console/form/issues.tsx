import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { useFormats } from '../words/formats.ts'
import { useWords } from '../words/words.tsx'
import { controlAt, type Issue } from './values.ts'

/** An issue in words, with its limits. */
export const useIssueWords = (): ((issue: Issue) => string) => {
  const { t } = useWords()
  const { instant, date } = useFormats()
  const day = (at: string | undefined): string =>
    at === undefined ? '' : at.length > 10 ? instant(at) : date(at)
  return ({ code, min, max, allowed, earliest, latest }) =>
    t(`issue.${code}`, {
      min: min ?? 0,
      max: max ?? 0,
      allowed: allowed?.join(', ') ?? '',
      earliest: day(earliest),
      latest: day(latest),
    })
}

/** The label of the field that a pointer, or what it lies in, belongs to. */
export const labelled = (form: HTMLFormElement | null, pointer: string) => {
  const control = form ? controlAt(form, pointer) : undefined
  const group = control?.closest('fieldset:not(.plain)')?.querySelector('legend')
  const label =
    group && (control?.type === 'radio' || control?.name.endsWith('/-')) ? group : control?.labels?.[0]
  return {
    control,
    label: label?.querySelector('.label-text')?.textContent ?? label?.textContent ?? undefined,
  }
}

interface IssueSummaryProps {
  /** Takes the focus after a refusal. */
  readonly summary: RefObject<HTMLDivElement>
  readonly form: RefObject<HTMLFormElement>
  readonly issues: readonly Issue[]
  readonly reveal: ((pointer: string) => void) | undefined
}

/** All that is to be corrected, each with a link to its field. */
export const IssueSummary = ({ summary, form, issues, reveal }: IssueSummaryProps) => {
  const { t, language } = useWords()
  const word = useIssueWords()
  // Labels are read off the fields, which have theirs in another language only once they are drawn.
  const [, drawIn] = useState(language)
  useLayoutEffect(() => drawIn(language), [language])
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={summary}>
      <p class="refused-title">{t('form.summary', { count: issues.length })}</p>
      <ul>
        {issues.map((issue) => {
          const { control, label } = labelled(form.current, issue.pointer)
          const text = label === undefined ? `${issue.pointer} ${word(issue)}` : `${label}: ${word(issue)}`
          return (
            <li key={`${issue.pointer} ${issue.code}`}>
              {control === undefined ? (
                text
              ) : (
                <a
                  href={`#${control.id}`}
                  onClick={(event) => {
                    event.preventDefault()
                    reveal?.(issue.pointer)
                    requestAnimationFrame(() => control.focus())
                  }}
                >
                  {text}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
