import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { Done } from '../../kit/status.tsx'
import { useWords } from '../../words/words.tsx'
import { applicationIdOf } from '../applications/application-id.ts'
import { ApplicationFacts } from './application-facts.tsx'
import { Approval, Rejection } from './decision.tsx'

type Application = AnswerOf<'reviewApplication'>
type Decision = 'approved' | 'rejected'

interface DecidingProps {
  readonly application: Application
  readonly onDecided: (decision: Decision) => void
  /** After a refusal, as somebody else may have decided. */
  readonly onClosed: () => void
}

/** The two decisions about an application, for those who may decide it. */
const Deciding = ({ application, onDecided, onClosed }: DecidingProps) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const [open, setOpen] = useState<Decision | undefined>(undefined)
  if (application.status !== 'submitted' || me === undefined || !can(me, 'approveApplication')) return null
  if (me.email === application.applicant) return <p class="notice warning">{t('staff.application.own')}</p>
  const deciding = (decision: Decision) => ({
    application,
    onDone: () => {
      onDecided(decision)
      setOpen(undefined)
    },
    onClose: () => {
      setOpen(undefined)
      onClosed()
    },
  })
  return (
    <div class="buttons">
      <button type="button" class="button primary" onClick={() => setOpen('approved')}>
        {t('staff.approve')}
      </button>
      <button type="button" class="button" onClick={() => setOpen('rejected')}>
        {t('staff.reject')}
      </button>
      {open === 'approved' && <Approval {...deciding('approved')} />}
      {open === 'rejected' && <Rejection {...deciding('rejected')} />}
    </div>
  )
}

/** One application: all that was filled in, possible duplicates, and the decision. */
const ApplicationPage = () => {
  const { t } = useWords()
  const applicationId = applicationIdOf(useRoute().params)
  const asked = useAsk(['reviewApplication', applicationId], (api, signal) =>
    api.reviewApplication({ applicationId }, { signal }),
  )
  const askAgain = useAskAgain()
  const [decided, setDecided] = useState<Decision | undefined>(undefined)
  const readAgain = (): void => void askAgain(['reviewApplication', applicationId], ['listApplications'])
  return (
    <Page title={asked.data?.answer.company.name ?? t('staff.application.title')}>
      {decided !== undefined && <Done says={`staff.application.done.${decided}`} />}
      <Answered asked={asked} lines={16}>
        {(application) => (
          <>
            <Deciding
              application={application}
              onDecided={(decision) => {
                setDecided(decision)
                readAgain()
              }}
              onClosed={readAgain}
            />
            <ApplicationFacts application={application} />
          </>
        )}
      </Answered>
    </Page>
  )
}
export default ApplicationPage
