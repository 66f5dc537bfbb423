import { useQueryClient } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { isProblem } from '../../../shared/client/problem-error.ts'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { useMe, type Me } from '../../api/me.ts'
import { Form } from '../../form/form.tsx'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { Chips, useQuery } from '../../list/filters.tsx'
import { useWords } from '../../words/words.tsx'
import {
  AddressFields,
  CompanyFields,
  ExpertiseField,
  PlanFields,
  StepSection,
  TermsField,
} from './apply-steps.tsx'
import { Review } from './review-step.tsx'
import { queryOf, STEPS, stepOf, useStep, type Step } from './steps.ts'

/** Why somebody cannot apply now, and where they go instead. */
const NotNow = ({ me }: { me: Me }) => {
  const { t } = useWords()
  const open = me.openApplicationId
  const why = me.partner === undefined ? (open === undefined ? 'isStaff' : 'open') : 'isPartner'
  return (
    <div class="nothing">
      <p>{t(`apply.${why}`)}</p>
      <a class="button primary" href={why === 'open' && open !== undefined ? `/applications/${open}` : '/'}>
        {t(why === 'open' ? 'apply.toOpen' : 'shell.home')}
      </a>
    </div>
  )
}

/** The one form of the application; its steps are parts of it that the address shows. */
const ApplicationForm = ({ version, shown }: { version: string; shown: Step }) => {
  const { t, language } = useWords()
  const { addressWith, route } = useQuery()
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const parts: Readonly<Record<Step['name'], ComponentChildren>> = {
    company: <CompanyFields />,
    address: <AddressFields />,
    expertise: <ExpertiseField />,
    plan: <PlanFields />,
    terms: <TermsField version={version} />,
    review: shown.name === 'review' && <Review />,
  }
  return (
    <Form
      operation="submitApplication"
      action={t('apply.submit')}
      isComplete={shown.name === 'review'}
      initial={{ '/language': language }}
      reveal={(pointer) => {
        const step = stepOf(pointer)
        if (step !== undefined && step.name !== shown.name) route(addressWith(queryOf(step)))
      }}
      send={async (api, input, sending) => {
        try {
          return await api.submitApplication(input, sending)
        } catch (failure) {
          if (isProblem(failure) && failure.code === 'terms-not-accepted') void askAgain(['getTerms'])
          throw failure
        }
      }}
      onDone={(answer) => {
        const { applicationId } = answer.answer
        queries.setQueryData(['getApplication', applicationId], answer)
        route(`/applications/${applicationId}`)
        void askAgain(['getMe'], ['listOwnApplications'])
      }}
    >
      {STEPS.map((step) => (
        <StepSection key={step.name} step={step} shown={shown}>
          {parts[step.name]}
        </StepSection>
      ))}
    </Form>
  )
}

/** Becoming a partner (R2, R3, R4). */
const Apply = () => {
  const { t } = useWords()
  const me = useMe()
  const shown = useStep()
  const terms = useAsk(['getTerms'], (api, signal) => api.getTerms({}, { signal }))
  return (
    <Page title={t('apply.title')} about={t('apply.about')}>
      <Answered asked={me} lines={9}>
        {(person) =>
          person.partner || person.openApplicationId || person.staffRoles.length > 0 ? (
            <NotNow me={person} />
          ) : (
            <Answered asked={terms} lines={9}>
              {({ currentVersion }) => (
                <>
                  <Chips
                    label={t('apply.steps')}
                    chips={STEPS.map((step) => ({ label: t(step.label), query: queryOf(step) }))}
                  />
                  <ApplicationForm version={currentVersion} shown={shown} />
                </>
              )}
            </Answered>
          )
        }
      </Answered>
    </Page>
  )
}
export default Apply
