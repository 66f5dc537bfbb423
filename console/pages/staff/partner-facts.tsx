import type { AnswerOf } from '../../api/me.ts'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { LANGUAGES, useWords } from '../../words/words.tsx'
import { CompanyFacts } from './company-facts.tsx'
import { PartnerBadge } from './partners.tsx'

type Partner = AnswerOf<'getPartner'>

const State = ({ partner }: { partner: Partner }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { status, statusReason, expertise, language, createdAt, applicationId } = partner
  return (
    <section class="panel">
      <h2>{t('staff.partner')}</h2>
      <Facts
        facts={[
          [t('staff.status'), <PartnerBadge status={status} />],
          [t('staff.partner.statusReason'), statusReason],
          [t('staff.expertise'), expertise.map((one) => t(`expertise.${one}`)).join(' · ')],
          [t('staff.language'), LANGUAGES[language]],
          [t('staff.partner.since'), instant(createdAt)],
          [
            t('staff.application.title'),
            <a href={`/staff/applications/${applicationId}`}>{t('staff.application.open')}</a>,
          ],
        ]}
      />
    </section>
  )
}

const Terms = ({ terms: { discountBps, holdDays, threshold } }: Pick<Partner, 'terms'>) => {
  const { t } = useWords()
  const { basisPoints, money } = useFormats()
  return (
    <section class="panel">
      <h2>{t('staff.partner.terms')}</h2>
      <Facts
        facts={[
          [t('staff.partner.discount'), basisPoints(discountBps)],
          [t('staff.partner.hold'), t('staff.days', { days: holdDays })],
          [t('staff.partner.threshold'), money(threshold)],
        ]}
      />
    </section>
  )
}

/** All that staff see of a partner. */
export const PartnerFacts = ({ partner }: { partner: Partner }) => {
  const { t } = useWords()
  const { company, address, admins, terms } = partner
  return (
    <>
      <State partner={partner} />
      <section class="panel">
        <h2>{t('staff.admins')}</h2>
        <ul class="values">
          {admins.map((email) => (
            <li key={email}>{email}</li>
          ))}
        </ul>
      </section>
      <Terms terms={terms} />
      <CompanyFacts company={company} address={address} />
    </>
  )
}
