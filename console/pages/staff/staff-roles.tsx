import { limits } from '../../../shared/client/limits.ts'
import type { BodyLimits } from '../../../shared/client/route.ts'
import type { AnswerOf } from '../../api/me.ts'
import { BoxesField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'

export type StaffMember = AnswerOf<'listStaff'>['items'][number]

const ROLES = ['reviewer', 'finance', 'support'] as const

/** The address that stands in the path of what is asked about a person. */
export const ADDRESS: BodyLimits = { '/email': { ...limits.setPartnerAdmins?.['/admins/-'], required: true } }

interface StaffRolesProps {
  /** Whose roles are set; somebody new without it. */
  readonly member: StaffMember | undefined
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Sets what a person may do for the programme. */
export const StaffRoles = ({ member, onDone, onClose }: StaffRolesProps) => {
  const { t } = useWords()
  const isNew = member === undefined
  return (
    <Dialog
      title={isNew ? t('staff.team.add') : t('staff.roles.title', { email: member.email })}
      onClose={onClose}
    >
      <p>{isNew ? t('staff.roles.aboutNew') : t('staff.roles.about')}</p>
      <Form
        operation="setStaffRoles"
        about={member?.email ?? ''}
        {...(isNew ? { inAddress: ADDRESS } : { initial: { '/staffRoles/-': member.staffRoles.join(',') } })}
        action={t('staff.save')}
        send={(api, input) => api.setStaffRoles(isNew ? input : { ...input, email: member.email })}
        onDone={onDone}
        onCancel={onClose}
      >
        {isNew && <TextField at="/email" label={t('staff.email')} type="email" />}
        <BoxesField
          at="/staffRoles"
          label={t('staff.roles')}
          choices={ROLES.map((value) => ({ value, label: t(`staff.role.${value}.may`) }))}
        />
      </Form>
    </Dialog>
  )
}
