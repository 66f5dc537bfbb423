import { useState } from 'preact/hooks'
import { useAskAgain } from '../../api/ask.ts'
import type { AnswerOf } from '../../api/me.ts'
import { SelectField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Facts } from '../../kit/facts.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done, TrialBadge } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { ExtendTrial, isExtendable } from './extend-trial.tsx'
import { useTrialPlans } from './trial-plans.ts'

type CustomerView = AnswerOf<'getConsoleCustomer'>

const Budget = ({ budget }: { budget: NonNullable<CustomerView['trialBudget']> }) => {
  const { t } = useWords()
  const { instant, number } = useFormats()
  const { plan, licences, state, startsAt, endsAt, latestEndsAt, grantedDays, extensionsLeft, endReason } =
    budget
  const isRunning = state === 'running'
  return (
    <Facts
      facts={[
        [t('trial.plan'), t(`plan.${plan}`)],
        [t('trial.licences'), number(licences)],
        [t('trial.startedAt'), instant(startsAt)],
        [t(isRunning ? 'trial.endsAt' : 'trial.endedAt'), instant(endsAt)],
        [t('trial.latest'), isRunning && instant(latestEndsAt)],
        [t('trial.granted'), t('trial.grantedOf', { days: grantedDays })],
        [t('trial.left'), isRunning && number(extensionsLeft)],
        [t('verification.reason'), endReason && t(`trial.endReason.${endReason}`)],
      ]}
    />
  )
}

interface StartTrialProps {
  readonly customer: CustomerView
  /** Told the end. */
  readonly onDone: (endsAt: string) => void
  readonly onClose: () => void
}

const StartTrial = ({ customer, onDone, onClose }: StartTrialProps) => {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const { customerId, organizationName } = customer
  return (
    <Dialog title={t('trial.startTitle', { organization: organizationName })} onClose={onClose}>
      <p>{t('trial.startAbout')}</p>
      <Form
        operation="startTrial"
        action={t('trial.start')}
        send={(api, input, sending) => api.startTrial({ ...input, customerId }, sending)}
        onCancel={onClose}
        onDone={({ answer }) => {
          void askAgain(['getConsoleCustomer', customerId], ['listConsoleCustomers'])
          onDone(answer.endsAt)
        }}
      >
        <SelectField at="/plan" label={t('trial.plan')} choices={useTrialPlans('startTrial', '/plan')} />
        <TextField at="/licences" label={t('trial.licences')} as="number" />
      </Form>
    </Dialog>
  )
}

/** What was done with the trial, and when it ends since. */
interface Outcome {
  readonly says: 'trial.started' | 'trial.extended'
  readonly at: string
}

/** The trial of a customer: its budget, and what can be done with it (R30 to R33). */
export const TrialPanel = ({ customer }: { customer: CustomerView }) => {
  const { t } = useWords()
  const { day } = useFormats()
  const [dialog, setDialog] = useState<'start' | 'extend' | undefined>(undefined)
  const [outcome, setOutcome, times] = useSaid<Outcome>()
  const { trialBudget, trial, plan, organizationName } = customer
  const close = (): void => setDialog(undefined)
  const done =
    (says: Outcome['says']) =>
    (at: string): void => {
      setOutcome({ says, at })
      close()
    }
  return (
    <section class="panel">
      <div class="page-head">
        <h2>{t('customers.trial')}</h2>
        <TrialBadge trial={trialBudget ?? trial} />
      </div>
      {trialBudget === undefined ? <p>{t('trial.none')}</p> : <Budget budget={trialBudget} />}
      {outcome !== undefined && (
        <Done
          key={times}
          says={outcome.says}
          values={{ organization: organizationName, at: day(outcome.at) }}
        />
      )}
      <div class="actions">
        {trialBudget !== undefined && isExtendable(trialBudget) && (
          <button type="button" class="button" onClick={() => setDialog('extend')}>
            {t('trial.extend')}
          </button>
        )}
        {trialBudget === undefined && plan === 'free' && (
          <button type="button" class="button" onClick={() => setDialog('start')}>
            {t('trial.start')}
          </button>
        )}
      </div>
      {dialog === 'start' && (
        <StartTrial customer={customer} onClose={close} onDone={done('trial.started')} />
      )}
      {dialog === 'extend' && (
        <ExtendTrial customer={customer} onClose={close} onDone={done('trial.extended')} />
      )}
    </section>
  )
}
