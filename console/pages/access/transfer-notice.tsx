import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import type { PartnerAccess } from './our-partner-of.ts'

/** That the organisation is about to move to another partner (R14). */
export const TransferNotice = ({ transfer }: Pick<PartnerAccess, 'transfer'>) => {
  const { t } = useWords()
  const { day } = useFormats()
  if (transfer === undefined) return null
  const isObjected = transfer.state === 'objected'
  return (
    <p class="notice warning">
      {t(isObjected ? 'access.transferObjected' : 'access.transfer', { at: day(transfer.completesAt) })}
    </p>
  )
}
