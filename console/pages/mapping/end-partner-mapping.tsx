import { useKeptChange } from '../../api/kept-change.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'

interface EndPartnerMappingProps {
  readonly customerId: CustomerId
  readonly partner: string
  /** Since when it may manage the organisation, or may not. */
  readonly since: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks whether to end the mapping to the partner (R16). */
export const EndPartnerMapping = ({
  customerId,
  partner,
  since,
  onDone,
  onClose,
}: EndPartnerMappingProps) => {
  const { t } = useWords()
  const change = useKeptChange({
    operation: 'endPartnerMapping',
    about: customerId,
    basis: since,
    change: (api, input: { readonly customerId: CustomerId }, sending) =>
      api.endPartnerMapping(input, sending),
  })
  return (
    <Confirm
      title={t('mapping.end.title', { partner })}
      action={t('store.end')}
      isDangerous
      change={change}
      input={{ customerId }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('mapping.end.about')}</p>
    </Confirm>
  )
}
