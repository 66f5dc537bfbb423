import { TextField } from '../../form/fields.tsx'
import { useWords } from '../../words/words.tsx'

/** Who the super admin is: name and e-mail address, at a pointer or at the root. */
export const SuperAdminFields = ({ within = '' }: { within?: string }) => {
  const { t } = useWords()
  return (
    <>
      <TextField at={`${within}/firstName`} label={t('newCustomer.firstName')} />
      <TextField at={`${within}/lastName`} label={t('newCustomer.lastName')} />
      <TextField
        at={`${within}/email`}
        label={t('newCustomer.email')}
        hint={t('newCustomer.emailHint')}
        type="email"
      />
    </>
  )
}
