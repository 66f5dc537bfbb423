import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { RadioField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'

const REASONS = ['needs-more-detail', 'does-not-meet-requirements', 'not-the-right-fit', 'other'] as const

interface DecisionProps {
  readonly application: AnswerOf<'reviewApplication'>
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks before an approval, which makes one partner and sends one mail (R7). */
export const Approval = ({ application, onDone, onClose }: DecisionProps) => {
  const { t } = useWords()
  const { applicationId, applicant, company, possibleDuplicates } = application
  const change = useKeptChange<{ readonly applicationId: string }, AnswerOf<'approveApplication'>>({
    operation: 'approveApplication',
    about: applicationId,
    basis: application.version,
    change: (api, input, sending) => api.approveApplication(input, sending),
  })
  return (
    <Confirm
      title={t('staff.approve.title', { company: company.name })}
      action={t('staff.approve')}
      change={change}
      input={{ applicationId }}
      onDone={onDone}
      onClose={onClose}
    >
      <ul>
        <li>{t('staff.approve.partner', { company: company.name, applicant })}</li>
        <li>{t('staff.approve.mail', { applicant })}</li>
        <li>{t('staff.approve.final')}</li>
      </ul>
      {possibleDuplicates.length > 0 && (
        <p class="notice warning">{t('staff.approve.duplicates', { count: possibleDuplicates.length })}</p>
      )}
    </Confirm>
  )
}

/** Rejects with a reason and a note, both of which the applicant reads (R7). */
export const Rejection = ({ application, onDone, onClose }: DecisionProps) => {
  const { t } = useWords()
  const { applicationId, applicant, company } = application
  return (
    <Dialog title={t('staff.reject.title', { company: company.name })} onClose={onClose}>
      <p>{t('staff.reject.about', { applicant })}</p>
      <Form
        operation="rejectApplication"
        basis={application.version}
        action={t('staff.reject')}
        isDangerous
        send={(api, input, sending) => api.rejectApplication({ ...input, applicationId }, sending)}
        onDone={onDone}
        onCancel={onClose}
      >
        <RadioField
          at="/reason"
          label={t('staff.reason')}
          choices={REASONS.map((value) => ({ value, label: t(`staff.rejection.${value}`) }))}
        />
        <TextField at="/note" label={t('staff.reject.note')} hint={t('staff.reject.noteHint')} rows={5} />
      </Form>
    </Dialog>
  )
}
