import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'

interface RequestTagProps {
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks the super admin of an organisation to map it to the partner (R14). */
export const RequestTag = ({ onDone, onClose }: RequestTagProps) => {
  const { t } = useWords()
  return (
    <Dialog title={t('mapping.ask')} onClose={onClose}>
      <p>{t('mapping.ask.about')}</p>
      <Form
        operation="requestTag"
        action={t('mapping.ask.send')}
        send={(api, input, sending) => api.requestTag(input, sending)}
        onDone={onDone}
        onCancel={onClose}
      >
        <TextField at="/domain" label={t('customers.domain')} />
        <TextField at="/message" label={t('mapping.message')} hint={t('mapping.messageHint')} rows={4} />
      </Form>
    </Dialog>
  )
}
