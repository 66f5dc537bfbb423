import type { AnswerOf } from '../../api/me.ts'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { LANGUAGES, useWords } from '../../words/words.tsx'
import { CompanyFacts } from './company-facts.tsx'
import { SlaBadge } from './sla-badge.tsx'

type Application = AnswerOf<'reviewApplication'>

const TONES = {
  submitted: 'neutral',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<Application['status'], Tone>

const State = ({ application }: { application: Application }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { status, submittedAt, dueAt, escalatedAt, decidedAt, decidedBy, partnerId, rejection } = application
  return (
    <section class="panel">
      <h2>{t('staff.application.history')}</h2>
      <Facts
        facts={[
          [t('staff.status'), <Badge tone={TONES[status]}>{t(`staff.status.${status}`)}</Badge>],
          [t('staff.sla'), <SlaBadge {...application} />],
          [t('staff.submittedAt'), instant(submittedAt)],
          [t('staff.dueAt'), instant(dueAt)],
          [t('staff.escalatedAt'), escalatedAt && instant(escalatedAt)],
          [t('staff.decidedAt'), decidedAt && instant(decidedAt)],
          [t('staff.decidedBy'), decidedBy],
          [
            t('staff.partner'),
            partnerId && <a href={`/staff/partners/${partnerId}`}>{t('staff.partner.open')}</a>,
          ],
          [t('staff.reason'), rejection && t(`staff.rejection.${rejection.reason}`)],
        ]}
      />
      {rejection !== undefined && (
        <>
          <h3>{t('staff.reject.note')}</h3>
          <p class="written">{rejection.note}</p>
        </>
      )}
    </section>
  )
}

const Duplicates = ({ possibleDuplicates }: Pick<Application, 'possibleDuplicates'>) => {
  const { t } = useWords()
  if (possibleDuplicates.length === 0) return null
  return (
    <section class="notice warning">
      <h2>{t('staff.duplicates')}</h2>
      <ul>
        {possibleDuplicates.map(({ partnerId, by }) => (
          <li key={`${partnerId} ${by}`}>
            <a href={`/staff/partners/${partnerId}`}>{t(`staff.duplicates.${by}`, { partnerId })}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** All that was filled in, and what has become of it (R2, R3, R4, R6). */
export const ApplicationFacts = ({ application }: { application: Application }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { company, address, applicant, language, terms, primaryExpertise } = application
  return (
    <>
      <Duplicates possibleDuplicates={application.possibleDuplicates} />
      <State application={application} />
      <CompanyFacts
        company={company}
        address={address}
        more={[
          [t('staff.applicant'), applicant],
          [t('staff.language'), LANGUAGES[language]],
          [t('staff.terms'), t('staff.terms.accepted', { ...terms, at: instant(terms.acceptedAt) })],
        ]}
      />
      <section class="panel">
        <h2>{t('staff.application.purpose')}</h2>
        <Facts facts={[[t('staff.expertise.primary'), t(`expertise.${primaryExpertise}`)]]} />
        <h3>{t('staff.experience')}</h3>
        <p class="written">{application.experience}</p>
        <h3>{t('staff.partnershipPlan')}</h3>
        <p class="written">{application.partnershipPlan}</p>
      </section>
    </>
  )
}
