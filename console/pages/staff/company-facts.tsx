import type { ComponentChildren } from 'preact'
import type { AnswerOf } from '../../api/me.ts'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

interface CompanyFactsProps extends Pick<AnswerOf<'getPartner'>, 'company' | 'address'> {
  /** What else is known of it. */
  readonly more?: readonly (readonly [name: string, value: ComponentChildren])[]
}

/** A company and where it is. */
export const CompanyFacts = ({ company, address, more = [] }: CompanyFactsProps) => {
  const { t } = useWords()
  const { country } = useFormats()
  return (
    <section class="panel">
      <h2>{t('staff.company')}</h2>
      <Facts
        facts={[
          [t('staff.companyName'), company.name],
          [t('staff.email'), company.email],
          [t('staff.phone'), company.phone],
          [
            t('staff.website'),
            company.website && (
              <a href={company.website} target="_blank" rel="noreferrer">
                {company.website}
              </a>
            ),
          ],
          [t('staff.taxId'), company.taxId],
          [t('staff.street'), address.street],
          [t('staff.city'), address.city],
          [t('staff.region'), address.region],
          [t('staff.postalCode'), address.postalCode],
          [t('staff.country'), country(address.country)],
          ...more,
        ]}
      />
    </section>
  )
}
