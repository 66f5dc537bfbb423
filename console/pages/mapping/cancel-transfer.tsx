import { useKeptChange } from '../../api/kept-change.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'

interface Input {
  readonly customerId: CustomerId
  readonly transferId: string
}

interface CancelTransferProps {
  readonly input: Input
  readonly organization: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks whether to take the consent to a transfer back (R14). */
export const CancelTransfer = ({ input, organization, onDone, onClose }: CancelTransferProps) => {
  const { t } = useWords()
  const change = useKeptChange({
    operation: 'cancelTransfer',
    about: input.transferId,
    basis: '',
    change: (api, wish: Input, sending) => api.cancelTransfer(wish, sending),
  })
  return (
    <Confirm
      title={t('mapping.cancel.title', { organization })}
      action={t('mapping.cancel')}
      change={change}
      input={input}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('mapping.cancel.about')}</p>
    </Confirm>
  )
}
