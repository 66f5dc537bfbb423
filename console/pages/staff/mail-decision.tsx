import type { AnswerOf } from '../../api/me.ts'
import { RadioField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

export type OpenMail = AnswerOf<'listUncertainMails'>['items'][number]
export type Resolution = AnswerOf<'resolveMail'>['resolution']

const RESOLUTIONS = ['sent', 'send-again', 'give-up'] as const satisfies readonly Resolution[]

interface MailDecisionProps {
  readonly mail: OpenMail
  readonly onDone: (resolution: Resolution) => void
  readonly onClose: () => void
}

/** Decides what becomes of a mail of unknown or bad outcome. */
export const MailDecision = ({ mail, onDone, onClose }: MailDecisionProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { mailId, to, changedAt } = mail
  return (
    <Dialog title={t('staff.mail.title')} onClose={onClose}>
      <Facts
        facts={[
          [t('staff.mail'), <code>{mail.mail}</code>],
          [t('staff.mail.to'), to],
          [t('staff.mail.changed'), instant(changedAt)],
        ]}
      />
      <Form
        operation="resolveMail"
        about={mailId}
        basis={changedAt}
        action={t('staff.mail.decide')}
        send={(api, input, sending) => api.resolveMail({ ...input, mailId }, sending)}
        onDone={({ answer }) => onDone(answer.resolution)}
        onCancel={onClose}
      >
        <RadioField
          at="/resolution"
          label={t('staff.mail.resolution')}
          choices={RESOLUTIONS.map((value) => ({ value, label: t(`staff.mail.resolution.${value}`) }))}
        />
        <TextField at="/note" label={t('staff.mail.note')} rows={3} />
      </Form>
    </Dialog>
  )
}
