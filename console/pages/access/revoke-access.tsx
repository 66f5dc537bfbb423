import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import type { AnswerOf } from '../../api/me.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'
import type { Organization } from './our-partner-of.ts'

type Ended = AnswerOf<'revokeAccess'>['receipt']['ended'][number]

/** What a revocation ends (R60). */
const ENDS = ['console-listing', 'console-operations', 'management-sessions'] as const satisfies Ended[]

interface RevokeAccessProps {
  readonly organization: Organization
  readonly partner: string
  /** Since when it is granted. */
  readonly since: string
  readonly onDone: (revoked: AnswerOf<'revokeAccess'>) => void
  readonly onClose: () => void
}

/** Asks whether to revoke the access of the partner, and why (R60). */
export const RevokeAccess = ({ organization, partner, since, onDone, onClose }: RevokeAccessProps) => {
  const { t } = useWords()
  const { customerId, organizationName } = organization
  return (
    <Dialog title={t('access.revokeTitle', { partner, organization: organizationName })} onClose={onClose}>
      <p>{t('access.revokeAbout')}</p>
      <ul class="stages">
        {ENDS.map((ended) => (
          <li key={ended}>{t(`ended.${ended}`)}</li>
        ))}
      </ul>
      <p>{t('access.revokeStays')}</p>
      <Form
        operation="revokeAccess"
        basis={since}
        action={t('access.revoke')}
        isDangerous
        send={(api, input, sending) => api.revokeAccess({ ...input, customerId }, sending)}
        onCancel={onClose}
        onDone={({ answer }) => onDone(answer)}
      >
        <TextField at="/reason" label={t('access.reason')} hint={t('access.reasonHint')} />
      </Form>
    </Dialog>
  )
}
