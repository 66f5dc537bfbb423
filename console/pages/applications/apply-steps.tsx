import type { ComponentChildren } from 'preact'
import { limits } from '../../../shared/client/limits.ts'
import { CheckField, CountryField, LanguageField, RadioField, TextField } from '../../form/fields.tsx'
import { useForm } from '../../form/form.tsx'
import { useQuery } from '../../list/filters.tsx'
import { useWords } from '../../words/words.tsx'
import { besides, queryOf, STEPS, type Step } from './steps.ts'

const headingOf = ({ name }: Step): string => `apply-${name}`

/** Gives the focus to a step, once it is shown. */
export const focusStep = (step: Step): void =>
  void requestAnimationFrame(() => document.getElementById(headingOf(step))?.focus())

/** The way on, which checks the step, and the way back; the focus goes with the person. */
const StepButtons = ({ step }: { step: Step }) => {
  const { t } = useWords()
  const { addressWith, route } = useQuery()
  const { check } = useForm()
  const { before, after } = besides(step)
  const go = (to: Step): void => {
    route(addressWith(queryOf(to)))
    focusStep(to)
  }
  return (
    <div class="buttons">
      {before !== undefined && (
        <button type="button" class="button" onClick={() => go(before)}>
          {t('form.back')}
        </button>
      )}
      {after !== undefined && (
        <button
          type="button"
          class="button primary"
          onClick={() => {
            if (check(...step.within)) go(after)
          }}
        >
          {t('form.next')}
        </button>
      )}
    </div>
  )
}

interface StepSectionProps {
  readonly step: Step
  readonly shown: Step
  readonly children: ComponentChildren
}

/** A step of the form, seen while it is the one that the address says. */
export const StepSection = ({ step, shown, children }: StepSectionProps) => {
  const { t } = useWords()
  return (
    <section class="stack" hidden={step.name !== shown.name} aria-labelledby={headingOf(step)}>
      <p class="hint">
        {t('form.step', { step: STEPS.findIndex(({ name }) => name === step.name) + 1, steps: STEPS.length })}
      </p>
      <h2 id={headingOf(step)} tabIndex={-1}>
        {t(step.label)}
      </h2>
      {children}
      <StepButtons step={step} />
    </section>
  )
}

export const CompanyFields = () => {
  const { t } = useWords()
  return (
    <>
      <TextField at="/company/name" label={t('apply.companyName')} autocomplete="organization" />
      <TextField at="/company/email" label={t('apply.email')} type="email" autocomplete="email" />
      <TextField
        at="/company/phone"
        label={t('apply.phone')}
        hint={t('apply.phoneHint')}
        type="tel"
        autocomplete="tel"
      />
      <TextField
        at="/company/website"
        label={t('apply.website')}
        hint={t('apply.websiteHint')}
        type="url"
        autocomplete="url"
      />
      <TextField at="/company/taxId" label={t('apply.taxId')} />
      <LanguageField at="/language" label={t('apply.language')} />
    </>
  )
}

export const AddressFields = () => {
  const { t } = useWords()
  return (
    <>
      <TextField at="/address/street" label={t('apply.street')} autocomplete="street-address" />
      <TextField at="/address/city" label={t('apply.city')} autocomplete="address-level2" />
      <TextField at="/address/region" label={t('apply.region')} autocomplete="address-level1" />
      <TextField at="/address/postalCode" label={t('apply.postalCode')} autocomplete="postal-code" />
      <CountryField at="/address/country" label={t('apply.country')} />
    </>
  )
}

/** An expertise in words; one that the console does not know as it is called. */
export const useExpertise = (): ((value: string) => string) => {
  const { t, knows } = useWords()
  return (value) => {
    const key = `expertise.${value}`
    return knows(key) ? t(key) : value
  }
}

export const ExpertiseField = () => {
  const { t } = useWords()
  const expertise = useExpertise()
  const values = limits.submitApplication?.['/primaryExpertise']?.allowed ?? []
  return (
    <RadioField
      at="/primaryExpertise"
      label={t('apply.primaryExpertise')}
      hint={t('apply.primaryExpertiseHint')}
      choices={values.map((value) => ({ value, label: expertise(value) }))}
    />
  )
}

export const PlanFields = () => {
  const { t } = useWords()
  return (
    <>
      <TextField at="/experience" label={t('apply.experience')} hint={t('apply.experienceHint')} rows={8} />
      <TextField
        at="/partnershipPlan"
        label={t('apply.partnershipPlan')}
        hint={t('apply.partnershipPlanHint')}
        rows={8}
      />
    </>
  )
}

export const TermsField = ({ version }: { version: string }) => {
  const { t } = useWords()
  return (
    <>
      <p>
        <a href={`/terms/${version}`}>{t('apply.readTerms', { version })}</a>
      </p>
      <CheckField at="/acceptedTerms" value={version} label={t('apply.accept', { version })} />
      <p class="hint">{t('ownApplications.noPromise')}</p>
    </>
  )
}
