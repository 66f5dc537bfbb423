import { CircleAlert } from 'lucide-preact'
import type { ProblemError } from '../../shared/client/problem-error.ts'
import { useFormats } from '../words/formats.ts'
import type { WordsKey } from '../words/en.ts'
import { useWords } from '../words/words.tsx'
import { CopyButton } from './copy.tsx'
import { NextStep } from './next-step.tsx'

/** Codes that have words of the console: those that no server has written, and those after which it offers a next step. */
const TITLES: Readonly<Partial<Record<string, WordsKey>>> = {
  unreachable: 'problem.unreachable.title',
  defect: 'problem.defect.title',
  'not-signed-in': 'problem.not-signed-in.title',
  'too-many-requests': 'problem.too-many-requests.title',
  unavailable: 'problem.unavailable.title',
  'no-such-route': 'problem.missing.title',
  'scope-missing': 'problem.not-signed-in.title',
}
const ADVICE: Readonly<Partial<Record<string, WordsKey>>> = {
  unreachable: 'problem.unreachable.advice',
  defect: 'problem.defect.advice',
  'not-signed-in': 'problem.not-signed-in.advice',
  'too-many-requests': 'problem.too-many-requests.advice',
  unavailable: 'problem.unavailable.advice',
  'no-such-route': 'problem.missing.advice',
  'scope-missing': 'problem.not-signed-in.advice',
}

/** The words of a refusal: those of the answer, and the console's own where the answer has none in a language. */
export const useProblemWords = () => {
  const { t } = useWords()
  return ({ code, title, advice, language }: ProblemError) => {
    const [ownTitle, ownAdvice] = language === undefined ? [TITLES[code], ADVICE[code]] : []
    return {
      title: ownTitle === undefined ? title : t(ownTitle),
      advice: ownAdvice === undefined ? advice : t(ownAdvice),
    }
  }
}

const sinceIn = ({ details }: ProblemError): string | undefined => {
  const since = details['revokedAt'] ?? details['endedAt']
  return typeof since === 'string' ? since : undefined
}

/** The number of a request that failed, to be given to support. */
const RequestId = ({ id }: { id: string }) => {
  const { t } = useWords()
  return (
    <p class="request-id">
      {t('problem.requestId')} <code>{id}</code> <CopyButton text={id} label={t('problem.copyRequestId')} />
    </p>
  )
}

interface RefusedProps {
  readonly problem: ProblemError
  /** Asks again, where that may help. */
  readonly again?: (() => void) | undefined
  /** In place of the page, where it is not a message on it. */
  readonly isAlert?: boolean
}

/** In place of what a read refuses as malformed: the address names nothing, like one of something missing. */
export const BadAddress = () => {
  const { t } = useWords()
  return (
    <div class="refused" data-code="bad-address">
      <CircleAlert aria-hidden="true" size={20} />
      <div>
        <p class="refused-title">{t('problem.missing.title')}</p>
        <p>{t('problem.missing.advice')}</p>
      </div>
    </div>
  )
}

/** A refusal: what, since when, who helps, and what can be done about it. */
export const Refused = ({ problem, again, isAlert = false }: RefusedProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { title, advice } = useProblemWords()(problem)
  const since = sinceIn(problem)
  const { requestId, status, code } = problem
  return (
    <div class="refused" role={isAlert ? 'alert' : undefined} data-code={code}>
      <CircleAlert aria-hidden="true" size={20} />
      <div>
        <p class="refused-title">{title}</p>
        {advice !== '' && <p>{advice}</p>}
        {since !== undefined && <p>{t('problem.since', { at: instant(since) })}</p>}
        {code === 'partner-deactivated' || code === 'another-person' ? <p>{t('problem.support')}</p> : null}
        <NextStep problem={problem} />
        {status >= 500 && requestId !== undefined && <RequestId id={requestId} />}
        {again !== undefined && (
          <p>
            <button type="button" class="button" onClick={again}>
              {t('problem.again')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
