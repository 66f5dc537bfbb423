import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'

interface ActivationProps {
  readonly partner: AnswerOf<'getPartner'>
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Deactivates a partner, for a reason that its admins read (R8). */
export const Deactivation = ({ partner, onDone, onClose }: ActivationProps) => {
  const { t } = useWords()
  const { partnerId, company } = partner
  return (
    <Dialog title={t('staff.deactivate.title', { company: company.name })} onClose={onClose}>
      <ul>
        <li>{t('staff.deactivate.refused')}</li>
        <li>{t('staff.deactivate.payouts')}</li>
        <li>{t('staff.deactivate.renewals')}</li>
        <li>{t('staff.deactivate.told')}</li>
      </ul>
      <Form
        operation="deactivatePartner"
        basis={partner.version}
        action={t('staff.deactivate')}
        isDangerous
        send={(api, input, sending) => api.deactivatePartner({ ...input, partnerId }, sending)}
        onDone={onDone}
        onCancel={onClose}
      >
        <TextField at="/reason" label={t('staff.reason')} hint={t('staff.deactivate.reasonHint')} rows={3} />
      </Form>
    </Dialog>
  )
}

/** Admits a partner again (R8). */
export const Reactivation = ({ partner, onDone, onClose }: ActivationProps) => {
  const { t } = useWords()
  const { partnerId, company } = partner
  const change = useKeptChange({
    operation: 'reactivatePartner',
    about: partnerId,
    basis: partner.version,
    change: (api, input: { readonly partnerId: string }, sending) => api.reactivatePartner(input, sending),
  })
  return (
    <Confirm
      title={t('staff.reactivate.title', { company: company.name })}
      action={t('staff.reactivate')}
      change={change}
      input={{ partnerId }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('staff.reactivate.about')}</p>
    </Confirm>
  )
}
