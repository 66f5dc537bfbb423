import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAskAgain } from '../../api/ask.ts'
import { CountryField, LanguageField, SelectField, TextField } from '../../form/fields.tsx'
import { Form, useForm } from '../../form/form.tsx'
import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'
import { SuperAdminFields } from './super-admin-fields.tsx'
import { useTrialPlans } from './trial-plans.ts'

/** On free, or on a trial of a plan and so many licences. */
const Start = () => {
  const { t } = useWords()
  const form = useForm()
  const [isTrial, setTrial] = useState(form.initial('/trial/plan') !== '')
  const plans = useTrialPlans('addCustomer', '/trial/plan')
  return (
    <fieldset class="field">
      <legend>{t('newCustomer.start')}</legend>
      <label class="choice">
        <input type="radio" name="start" checked={!isTrial} onChange={() => setTrial(false)} />
        <span>{t('newCustomer.onFree')}</span>
      </label>
      <label class="choice">
        <input type="radio" name="start" checked={isTrial} onChange={() => setTrial(true)} />
        <span>{t('newCustomer.onTrial')}</span>
      </label>
      {isTrial && (
        <div class="stack">
          <SelectField at="/trial/plan" label={t('trial.plan')} choices={plans} />
          <TextField at="/trial/licences" label={t('trial.licences')} as="number" />
        </div>
      )}
    </fieldset>
  )
}

/** Adding a customer organisation (R10); its domain is proven next. */
const NewCustomer = () => {
  const { t, language } = useWords()
  const { route } = useLocation()
  const askAgain = useAskAgain()
  return (
    <Page title={t('newCustomer.title')} about={t('newCustomer.about')}>
      <Form
        operation="addCustomer"
        action={t('customers.add')}
        initial={{ '/language': language }}
        send={(api, input, sending) => api.addCustomer(input, sending)}
        onCancel={() => route('/console/customers')}
        onDone={({ answer: { customerId } }) => {
          void askAgain(['listConsoleCustomers'])
          route(`/console/customers/${customerId}/verification`)
        }}
      >
        <TextField at="/domain" label={t('newCustomer.domain')} hint={t('newCustomer.domainHint')} />
        <TextField at="/organizationName" label={t('newCustomer.organizationName')} />
        <CountryField at="/country" label={t('newCustomer.country')} />
        <LanguageField at="/language" label={t('newCustomer.language')} />
        <fieldset class="plain panel">
          <legend>{t('newCustomer.superAdmin')}</legend>
          <SuperAdminFields within="/superAdmin" />
        </fieldset>
        <Start />
      </Form>
    </Page>
  )
}
export default NewCustomer
