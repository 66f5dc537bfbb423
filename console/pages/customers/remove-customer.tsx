import { useAskAgain } from '../../api/ask.ts'
import { useChange } from '../../api/change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from './customer-id.ts'

interface RemoveCustomerProps {
  readonly customer: AnswerOf<'getConsoleCustomer'>
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Removes a customer that was never verified (R16). */
export const RemoveCustomer = ({ customer, onDone, onClose }: RemoveCustomerProps) => {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const { customerId, organizationName, domain } = customer
  const change = useChange((api, input: { customerId: CustomerId }) => api.removeCustomer(input))
  return (
    <Confirm
      title={t('customer.removeTitle', { organization: organizationName, domain })}
      action={t('customer.remove')}
      isDangerous
      change={change}
      input={{ customerId }}
      onClose={onClose}
      onDone={() => {
        void askAgain(['listConsoleCustomers'])
        onDone()
      }}
    >
      <p>{t('customer.removeAbout')}</p>
    </Confirm>
  )
}
