import { CheckField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'
import { ADDRESS } from './staff-roles.tsx'

/** Releases an address from its account, so that the person signs in with another (R65). */
export const ReleaseAddress = ({
  onDone,
  onClose,
}: {
  readonly onDone: () => void
  readonly onClose: () => void
}) => {
  const { t } = useWords()
  return (
    <Dialog title={t('staff.release')} onClose={onClose}>
      <ul>
        <li>{t('staff.release.rights')}</li>
        <li>{t('staff.release.former')}</li>
        <li>{t('staff.release.told')}</li>
      </ul>
      <Form
        operation="releaseSubject"
        inAddress={ADDRESS}
        action={t('staff.release.action')}
        isDangerous
        send={(api, input, sending) => api.releaseSubject(input, sending)}
        onDone={onDone}
        onCancel={onClose}
      >
        <TextField at="/email" label={t('staff.email')} type="email" />
        <TextField at="/reason" label={t('staff.reason')} hint={t('staff.release.reasonHint')} rows={3} />
        <CheckField
          at="/readmitFormer"
          label={t('staff.release.readmit')}
          hint={t('staff.release.readmitHint')}
        />
      </Form>
    </Dialog>
  )
}
