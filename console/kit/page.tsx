import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ProblemError } from '../../shared/client/problem-error.ts'
import { PageRefusal } from '../api/refusal.tsx'
import { useWords } from '../words/words.tsx'
import { useAnsweredAgain } from './answered-again.ts'
import { useKeptFocus } from './kept-focus.ts'
import { Refused } from './refused.tsx'

interface PageProps {
  readonly title: string
  /** Beside the title: what can be done here. */
  readonly actions?: ComponentChildren
  /** Below the title: what this is, in a sentence. */
  readonly about?: ComponentChildren
  readonly children: ComponentChildren
}

let isFirst = true

/** A page with its one heading, which takes the focus after a move and from what is gone, and gives the window its title; what refuses all of it stands in its place until that is answered. */
export const Page = ({ title, actions, about, children }: PageProps) => {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const refused = useRef<HTMLDivElement>(null)
  const [refusal, refuse] = useState<ProblemError | undefined>(undefined)
  useEffect(() => {
    document.title = `${title} · ${t('shell.name')}`
  }, [title, t])
  useEffect(() => {
    if (!isFirst) heading.current?.focus()
    isFirst = false
  }, [])
  useEffect(() => {
    if (document.activeElement === heading.current) refused.current?.focus({ preventScroll: true })
  }, [refusal])
  useAnsweredAgain(refusal !== undefined, () => refuse(undefined))
  useKeptFocus(page, () => refused.current ?? heading.current)
  return (
    <PageRefusal.Provider value={refuse}>
      <div class="page" ref={page}>
        <header class="page-head">
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {actions !== undefined && <div class="actions">{actions}</div>}
        </header>
        {about !== undefined && <p class="about">{about}</p>}
        {refusal === undefined ? children : <Refused problem={refusal} isAlert block={refused} />}
      </div>
    </PageRefusal.Provider>
  )
}
