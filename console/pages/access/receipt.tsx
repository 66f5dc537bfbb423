import { Printer } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import type { AnswerOf } from '../../api/me.ts'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import type { Organization } from './our-partner-of.ts'

/** What was done, in words where there are some for its code. */
const useDeed = (): ((action: string) => string) => {
  const { t, knows } = useWords()
  return (action) => {
    const key = `deed.${action}`
    return knows(key) ? t(key) : action
  }
}

type RevocationReceipt = AnswerOf<'revokeAccess'>['receipt']

/** Whether what this tab has kept is a receipt. */
export const isReceipt = (value: unknown): value is RevocationReceipt =>
  typeof value === 'object' && value !== null && 'effectiveAt' in value && 'billingManagedBy' in value

interface ReceiptProps {
  readonly organization: Organization
  readonly receipt: RevocationReceipt
  /** Whether it was just given: it is read first then. */
  readonly isNew: boolean
}

/** The receipt of a revocation, which is all that is printed of its page (R61). */
export const Receipt = ({ organization: { organizationName, domain }, receipt, isNew }: ReceiptProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const deed = useDeed()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isNew) heading.current?.focus()
  }, [])
  const { effectiveAt, ended, lastPartnerAction, billingManagedBy } = receipt
  return (
    <section class="panel receipt">
      <h2 tabIndex={-1} ref={heading}>
        {t('receipt.title', { partner: billingManagedBy.companyName })}
      </h2>
      <Facts
        facts={[
          [
            t('receipt.organization'),
            <>
              {organizationName}
              <br />
              {domain}
            </>,
          ],
          [t('receipt.effectiveAt'), instant(effectiveAt)],
          [
            t('receipt.lastAction'),
            lastPartnerAction === undefined
              ? t('receipt.noAction')
              : t('receipt.lastActionBy', {
                  action: deed(lastPartnerAction.action),
                  at: instant(lastPartnerAction.at),
                  by: lastPartnerAction.by,
                }),
          ],
          [
            t('receipt.billing'),
            <>
              {billingManagedBy.companyName}
              <br />
              {billingManagedBy.email}
            </>,
          ],
        ]}
      />
      <h3>{t('receipt.ended')}</h3>
      <ul class="stages">
        {ended.map((part) => (
          <li key={part}>{t(`ended.${part}`)}</li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          <Printer aria-hidden="true" size={16} /> {t('receipt.print')}
        </button>
      </div>
    </section>
  )
}
