import { useAsk } from '../../api/ask.ts'
import { can, useMe, type Me } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { Due, StatusBadge, type OwnApplication } from '../applications/standing.tsx'

/** Whether the person may begin an application now. */
const mayApply = (me: Me): boolean =>
  me.partner === undefined &&
  me.openApplicationId === undefined &&
  me.staffRoles.length === 0 &&
  can(me, 'submitApplication')

/** What becoming a partner takes and gives, and the way to it. */
const FirstApplication = ({ isOffered }: { isOffered: boolean }) => {
  const { t } = useWords()
  return (
    <section class="nothing">
      <h2>{t('ownApplications.first')}</h2>
      <ol class="stages">
        <li>{t('ownApplications.firstForm')}</li>
        <li>{t('ownApplications.firstReply')}</li>
        <li>{t('ownApplications.firstThen')}</li>
      </ol>
      <p class="hint">{t('ownApplications.noPromise')}</p>
      {isOffered && (
        <a class="button primary" href="/apply">
          {t('ownApplications.apply')}
        </a>
      )}
    </section>
  )
}

const Line = ({ application }: { application: OwnApplication }) => {
  const { t } = useWords()
  const { day } = useFormats()
  const { applicationId, company, status, submittedAt, decidedAt } = application
  return (
    <li class="panel">
      <h3>
        <a href={`/applications/${applicationId}`}>{company.name}</a>
      </h3>
      <p class="actions">
        <StatusBadge status={status} />
        <span class="hint">{t('ownApplications.submitted', { at: day(submittedAt) })}</span>
      </p>
      {status === 'submitted' ? (
        <Due application={application} />
      ) : (
        decidedAt !== undefined && <p>{t('ownApplications.decided', { at: day(decidedAt) })}</p>
      )}
    </li>
  )
}

/** What who has no role yet sees: their applications, or the way to one (R5, R6). */
export const OwnApplications = () => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const isOffered = me !== undefined && mayApply(me)
  const asked = useAsk(['listOwnApplications'], (api, signal) => api.listOwnApplications({}, { signal }))
  return (
    <Answered asked={asked} lines={5}>
      {({ items }) =>
        items.length === 0 ? (
          <FirstApplication isOffered={isOffered} />
        ) : (
          <section class="stack">
            <h2>{t('ownApplications.title')}</h2>
            <ul class="values stack">
              {items.map((application) => (
                <Line key={application.applicationId} application={application} />
              ))}
            </ul>
            {isOffered && (
              <p>
                <a class="button primary" href="/apply">
                  {t('ownApplications.applyAgain')}
                </a>
              </p>
            )}
          </section>
        )
      }
    </Answered>
  )
}
