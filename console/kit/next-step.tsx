import type { ProblemError } from '../../shared/client/problem-error.ts'
import type { WordsKey } from '../words/en.ts'
import { useWords } from '../words/words.tsx'

interface Step {
  readonly label: WordsKey
  /** The address that it leads to, by what the refusal tells. */
  readonly href: (details: ProblemError['details']) => string
}

const textIn = (details: ProblemError['details'], member: string): string => {
  const { [member]: value } = details
  return typeof value === 'string' ? value : ''
}

/** What comes next after refusals that leave something to do elsewhere. */
const STEPS: Readonly<Partial<Record<string, Step>>> = {
  'already-partner': { label: 'shell.home', href: () => '/' },
  'application-already-open': {
    label: 'apply.toOpen',
    href: (details) => `/applications/${textIn(details, 'applicationId')}`,
  },
  'terms-not-accepted': { label: 'apply.toTerms', href: () => '/apply?step=terms' },
  'terms-not-found': {
    label: 'terms.toCurrent',
    href: (details) => `/terms/${textIn(details, 'currentVersion')}`,
  },
}

/** The way to what comes next, where a refusal has one. */
export const NextStep = ({ problem: { code, details } }: { problem: ProblemError }) => {
  const { t } = useWords()
  const step = STEPS[code]
  if (step === undefined) return null
  return (
    <p>
      <a class="button" href={step.href(details)}>
        {t(step.label)}
      </a>
    </p>
  )
}
