import { useQueryClient } from '@tanstack/preact-query'
import { useAsk } from '../../api/ask.ts'
import type { AnswerOf } from '../../api/me.ts'
import { CountryField, LanguageField, TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'

type CustomerView = AnswerOf<'getStoreCustomer'>

const textsOf = ({ organizationName, country, language, contactPhone }: CustomerView) => ({
  '/organizationName': organizationName,
  '/country': country,
  '/language': language,
  '/contactPhone': contactPhone ?? '',
})

interface UpdateCustomerProps {
  readonly customer: CustomerView
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Updates the details of a customer; an emptied phone number is removed (R13). */
export const UpdateCustomer = ({ customer, onDone, onClose }: UpdateCustomerProps) => {
  const { t } = useWords()
  const queries = useQueryClient()
  const { customerId } = customer
  const key = ['getStoreCustomer', customerId] as const
  const asked = useAsk(key, (api, signal) => api.getStoreCustomer({ customerId }, { signal }))
  return (
    <Dialog title={t('store.update')} onClose={onClose}>
      <Form
        operation="updateCustomer"
        required={['/organizationName', '/country', '/language']}
        action={t('customer.save')}
        initial={textsOf(customer)}
        version={asked.data?.etag}
        send={(api, input, _sending, ifMatch) =>
          api.updateCustomer({ ...input, contactPhone: input.contactPhone ?? null, customerId }, { ifMatch })
        }
        theirs={async () => {
          const { data } = await asked.refetch()
          return data && { texts: textsOf(data.answer), version: data.etag }
        }}
        onCancel={onClose}
        onDone={(answered) => {
          queries.setQueryData(key, answered)
          onDone()
        }}
      >
        <TextField at="/organizationName" label={t('newCustomer.organizationName')} />
        <CountryField at="/country" label={t('customer.country')} />
        <LanguageField at="/language" label={t('newCustomer.language')} />
        <TextField
          at="/contactPhone"
          label={t('store.contactPhone')}
          hint={t('store.contactPhoneHint')}
          type="tel"
        />
      </Form>
    </Dialog>
  )
}
