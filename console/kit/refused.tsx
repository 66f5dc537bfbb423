import { CircleAlert } from 'lucide-preact'
import type { Ref } from 'preact'
import type { ProblemError } from '../../shared/client/problem-error.ts'
import { useFormats } from '../words/formats.ts'
import { useWords } from '../words/words.tsx'
import { CopyButton } from './copy.tsx'
import { NextStep } from './next-step.tsx'

/** The console's own words for codes that no server has written in a language, by their place among the words. */
const OWN = {
  unreachable: 'unreachable',
  defect: 'defect',
  'not-signed-in': 'not-signed-in',
  'scope-missing': 'not-signed-in',
  'too-many-requests': 'too-many-requests',
  unavailable: 'unavailable',
  'no-such-route': 'missing',
} as const
const hasOwn = (code: string): code is keyof typeof OWN => Object.hasOwn(OWN, code)

/** The words of a refusal: those of the answer, and the console's own where the answer has none in a language. */
const useProblemWords = () => {
  const { t } = useWords()
  return ({ code, title, advice, language }: ProblemError) => {
    if (language !== undefined || !hasOwn(code)) return { title, advice }
    return { title: t(`problem.${OWN[code]}.title`), advice: t(`problem.${OWN[code]}.advice`) }
  }
}

const sinceIn = ({ details }: ProblemError): string | undefined => {
  const since = details['revokedAt'] ?? details['endedAt']
  return typeof since === 'string' ? since : undefined
}

/** The roles of which one is asked for. */
const ROLES = {
  'partner-admin': 'role.partner-admin',
  'super-admin': 'customers.superAdmin',
  'org-admin': 'role.org-admin',
  staff: 'workspace.staff',
  reviewer: 'staff.role.reviewer',
  finance: 'staff.role.finance',
  support: 'staff.role.support',
} as const
const isRole = (role: unknown): role is keyof typeof ROLES =>
  typeof role === 'string' && Object.hasOwn(ROLES, role)

const rolesIn = ({ details: { roles } }: ProblemError): readonly (keyof typeof ROLES)[] =>
  Array.isArray(roles) ? roles.filter(isRole) : []

/** The number of a request that failed, to be given to support. */
const RequestId = ({ id }: { id: string }) => {
  const { t } = useWords()
  return (
    <p>
      {t('problem.requestId')} <code>{id}</code> <CopyButton text={id} label={t('problem.copyRequestId')} />
    </p>
  )
}

interface RefusedProps {
  readonly problem: ProblemError
  /** Asks again, where that may help. */
  readonly again?: (() => void) | undefined
  /** Whether it comes where something else was shown, and is told to screen readers. */
  readonly isAlert?: boolean
  /** What may have the focus in place of what is gone. */
  readonly block?: Ref<HTMLDivElement>
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
export const Refused = ({ problem, again, isAlert = false, block }: RefusedProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { title, advice } = useProblemWords()(problem)
  const since = sinceIn(problem)
  const roles = rolesIn(problem).map((role) => t(ROLES[role]))
  const { requestId, status, code } = problem
  return (
    <div
      class="refused"
      role={isAlert ? 'alert' : undefined}
      data-code={code}
      tabIndex={block === undefined ? undefined : -1}
      ref={block ?? null}
    >
      <CircleAlert aria-hidden="true" size={20} />
      <div>
        <p class="refused-title">{title}</p>
        {advice !== '' && <p>{advice}</p>}
        {roles.length > 0 && <p>{t('problem.roles', { roles: roles.join(', ') })}</p>}
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
