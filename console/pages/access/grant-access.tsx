import { useKeptChange } from '../../api/kept-change.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'
import type { Organization } from './our-partner-of.ts'

interface GrantAccessProps {
  readonly organization: Organization
  readonly partner: string
  /** Since when it is revoked. */
  readonly since: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks whether to let the partner in again (R62). */
export const GrantAccess = ({ organization, partner, since, onDone, onClose }: GrantAccessProps) => {
  const { t } = useWords()
  const { customerId, organizationName } = organization
  const change = useKeptChange({
    operation: 'grantAccess',
    about: customerId,
    basis: since,
    change: (api, input: { customerId: CustomerId }, sending) => api.grantAccess(input, sending),
  })
  return (
    <Confirm
      title={t('access.grantTitle', { partner, organization: organizationName })}
      action={t('access.grant')}
      change={change}
      input={{ customerId }}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{t('access.grantAbout')}</p>
    </Confirm>
  )
}
