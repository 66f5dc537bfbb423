import { useForm, type Texts } from '../../form/form.tsx'
import { Facts } from '../../kit/facts.tsx'
import { useQuery } from '../../list/filters.tsx'
import { useFormats } from '../../words/formats.ts'
import type { WordsKey } from '../../words/en.ts'
import { isLanguage, LANGUAGES, useWords } from '../../words/words.tsx'
import { focusStep, useExpertise } from './apply-steps.tsx'
import { queryOf, STEPS, type Step } from './steps.ts'

type Filled = readonly (readonly [label: WordsKey, pointer: string])[]

const FILLED: Readonly<Partial<Record<Step['name'], Filled>>> = {
  company: [
    ['apply.companyName', '/company/name'],
    ['apply.email', '/company/email'],
    ['apply.phone', '/company/phone'],
    ['apply.website', '/company/website'],
    ['apply.taxId', '/company/taxId'],
    ['apply.language', '/language'],
  ],
  address: [
    ['apply.street', '/address/street'],
    ['apply.city', '/address/city'],
    ['apply.region', '/address/region'],
    ['apply.postalCode', '/address/postalCode'],
    ['apply.country', '/address/country'],
  ],
  expertise: [['apply.primaryExpertise', '/primaryExpertise']],
  plan: [
    ['apply.experience', '/experience'],
    ['apply.partnershipPlan', '/partnershipPlan'],
  ],
  terms: [['apply.terms', '/acceptedTerms']],
}

/** What stands in a field, in words. */
const useFilled = (): ((texts: Texts, pointer: string) => string) => {
  const { t } = useWords()
  const { country } = useFormats()
  const expertise = useExpertise()
  return (texts, pointer) => {
    const text = texts[pointer]?.trim() ?? ''
    if (pointer === '/acceptedTerms')
      return text === '' ? t('apply.notAccepted') : t('apply.accepted', { version: text })
    if (text === '') return t('apply.notFilled')
    if (pointer === '/address/country') return country(text)
    if (pointer === '/primaryExpertise') return expertise(text)
    return pointer === '/language' && isLanguage(text) ? LANGUAGES[text] : text
  }
}

/** All that was filled in, step by step, each with the way back to it. */
export const Review = () => {
  const { t } = useWords()
  const { addressWith } = useQuery()
  const filled = useFilled()
  const texts = useForm().texts()
  return (
    <>
      {STEPS.map((step) => {
        const label = t(step.label)
        const { [step.name]: fields } = FILLED
        return (
          fields && (
            <section key={step.name} class="panel">
              <div class="page-head">
                <h3>{label}</h3>
                <a href={addressWith(queryOf(step))} onClick={() => focusStep(step)}>
                  {t('apply.change', { step: label })}
                </a>
              </div>
              <Facts
                facts={fields.map(([name, pointer]) => [
                  t(name),
                  <span class="written">{filled(texts, pointer)}</span>,
                ])}
              />
            </section>
          )
        )
      })}
    </>
  )
}
