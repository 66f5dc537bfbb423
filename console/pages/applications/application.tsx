import { useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { can, useMe } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Page } from '../../kit/page.tsx'
import { Done } from '../../kit/status.tsx'
import { useSession } from '../../session/context.ts'
import { workspacesOf } from '../../shell/workspaces.ts'
import { useFormats } from '../../words/formats.ts'
import type { WordsKey } from '../../words/en.ts'
import { LANGUAGES, useWords } from '../../words/words.tsx'
import { applicationIdOf } from './application-id.ts'
import { Due, StatusBadge, type OwnApplication } from './standing.tsx'
import { WithdrawApplication } from './withdraw-application.tsx'

interface Shown {
  readonly application: OwnApplication
}

const NEXT: Readonly<Record<OwnApplication['status'], WordsKey>> = {
  submitted: 'application.nextSubmitted',
  approved: 'application.nextApproved',
  rejected: 'application.nextRejected',
  withdrawn: 'application.nextWithdrawn',
}

/** The ways into what an approved applicant has now. */
const PartnerWorkspaces = () => {
  const { t } = useWords()
  const { config } = useSession()
  const askAgain = useAskAgain()
  const me = useMe().data?.answer
  const isKnown = me?.partner !== undefined
  useEffect(() => {
    if (!isKnown) void askAgain(['getMe'])
  }, [isKnown])
  const workspaces = me === undefined ? [] : workspacesOf(me, [], config)
  return (
    <>
      {workspaces
        .filter(({ id }) => id === 'console' || id === 'store')
        .map(({ id, label, links }) => (
          <a key={id} class="button primary" href={links[0]?.href}>
            {t('application.open', { workspace: t(label) })}
          </a>
        ))}
    </>
  )
}

/** The decision, what follows, and what the applicant can do. */
const Standing = ({ application }: Shown) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const me = useMe().data?.answer
  const [dialog, setDialog] = useState<'withdraw' | 'withdrawn' | undefined>(undefined)
  const { status, submittedAt, dueAt, decidedAt, rejection } = application
  const isOver = status === 'rejected' || status === 'withdrawn'
  const mayApply = isOver && me !== undefined && !me.partner && !me.openApplicationId
  return (
    <section class="panel">
      <Facts
        facts={[
          [t('application.status'), <StatusBadge status={status} />],
          [t('application.submittedAt'), instant(submittedAt)],
          [t('application.dueAt'), status === 'submitted' ? instant(dueAt) : undefined],
          [t('application.decidedAt'), decidedAt && instant(decidedAt)],
          [t('application.reason'), rejection && t(`rejectionReason.${rejection.reason}`)],
          [t('application.note'), rejection && <span class="written">{rejection.note}</span>],
        ]}
      />
      <h2>{t('application.next')}</h2>
      {status === 'submitted' && <Due application={application} />}
      {dialog === 'withdrawn' ? <Done says={NEXT[status]} /> : <p>{t(NEXT[status])}</p>}
      <div class="actions">
        {status === 'approved' && <PartnerWorkspaces />}
        {mayApply && (
          <a class="button primary" href="/apply">
            {t('ownApplications.applyAgain')}
          </a>
        )}
        {status === 'submitted' && me !== undefined && can(me, 'withdrawApplication') && (
          <button type="button" class="button" onClick={() => setDialog('withdraw')}>
            {t('application.withdraw')}
          </button>
        )}
      </div>
      {dialog === 'withdraw' && (
        <WithdrawApplication
          application={application}
          onDone={() => setDialog('withdrawn')}
          onClose={() => setDialog(undefined)}
        />
      )}
    </section>
  )
}

/** What the applicant has written. */
const Written = ({ application }: Shown) => {
  const { t } = useWords()
  const { country, instant } = useFormats()
  const { company, address, primaryExpertise, language, terms, experience, partnershipPlan } = application
  const { version, acceptedAt } = terms
  const place = [address.street, address.postalCode, address.city, address.region, country(address.country)]
  return (
    <section class="panel">
      <h2>{t('application.what')}</h2>
      <Facts
        facts={[
          [t('apply.companyName'), company.name],
          [t('apply.email'), company.email],
          [t('apply.phone'), company.phone],
          [t('apply.website'), company.website],
          [t('apply.taxId'), company.taxId],
          [
            t('apply.address'),
            <ul class="values">{place.map((line, at) => line !== undefined && <li key={at}>{line}</li>)}</ul>,
          ],
          [t('apply.primaryExpertise'), t(`expertise.${primaryExpertise}`)],
          [t('apply.language'), LANGUAGES[language]],
          [
            t('application.terms'),
            <a href={`/terms/${version}`}>
              {t('application.termsAccepted', { version, at: instant(acceptedAt) })}
            </a>,
          ],
        ]}
      />
      <h3>{t('apply.experience')}</h3>
      <p class="written">{experience}</p>
      <h3>{t('apply.partnershipPlan')}</h3>
      <p class="written">{partnershipPlan}</p>
    </section>
  )
}

/** An application as its applicant sees it: where it stands, and what happens next (R5, R6, R7). */
const Application = () => {
  const { t } = useWords()
  const applicationId = applicationIdOf(useRoute().params)
  const asked = useAsk(['getApplication', applicationId], (api, signal) =>
    api.getApplication({ applicationId }, { signal }),
  )
  const company = asked.data?.answer.company.name
  return (
    <Page title={company === undefined ? t('application.another') : t('application.title', { company })}>
      <Answered asked={asked} lines={12}>
        {(application) => (
          <>
            <Standing application={application} />
            <Written application={application} />
          </>
        )}
      </Answered>
    </Page>
  )
}
export default Application
