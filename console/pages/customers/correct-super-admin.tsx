import { useQueryClient } from '@tanstack/preact-query'
import { useAsk } from '../../api/ask.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useWords } from '../../words/words.tsx'
import { SuperAdminFields } from './super-admin-fields.tsx'

type CustomerView = AnswerOf<'getConsoleCustomer'>

const textsOf = ({ superAdmin: { firstName, lastName, email } }: CustomerView) => ({
  '/firstName': firstName,
  '/lastName': lastName,
  '/email': email,
})

interface CorrectSuperAdminProps {
  readonly customer: CustomerView
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Corrects a mistyped super admin until that person first signs in (R13). */
export const CorrectSuperAdmin = ({ customer, onDone, onClose }: CorrectSuperAdminProps) => {
  const { t } = useWords()
  const queries = useQueryClient()
  const { customerId } = customer
  const key = ['getConsoleCustomer', customerId] as const
  const asked = useAsk(key, (api, signal) => api.getConsoleCustomer({ customerId }, { signal }))
  return (
    <Dialog title={t('customer.correct')} onClose={onClose}>
      <p>{t('customer.correctMail')}</p>
      <Form
        operation="correctSuperAdmin"
        action={t('customer.save')}
        initial={textsOf(customer)}
        version={asked.data?.etag}
        send={(api, input, _sending, ifMatch) => api.correctSuperAdmin({ ...input, customerId }, { ifMatch })}
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
        <SuperAdminFields />
      </Form>
    </Dialog>
  )
}
