import { useQueryClient } from '@tanstack/preact-query'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Answered, Skeleton } from '../../kit/answered.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type CustomerView = AnswerOf<'getConsoleCustomer'>
type Line = AnswerOf<'listConsoleCustomers'>['items'][number]
type Budget = NonNullable<CustomerView['trialBudget']>

/** Whether a trial can still be extended (R31, R32). */
export const isExtendable = (trial: Line['trial']): boolean =>
  trial?.state === 'running' && trial.endsAt < trial.latestEndsAt

/** The end after one more extension: what is left of the days, by what is left of the extensions. */
const nextEnd = ({ endsAt, latestEndsAt, extensionsLeft }: Budget): string => {
  const [end, latest] = [Date.parse(endsAt), Date.parse(latestEndsAt)]
  return new Date(end + (latest - end) / extensionsLeft).toISOString()
}

interface ExtendTrialProps {
  readonly customer: Pick<Line, 'customerId' | 'organizationName'>
  /** Told the new end, in words. */
  readonly onDone: (endsOn: string) => void
  readonly onClose: () => void
}

/** Asks whether to extend a trial by 15 days: from when to when, and how often more (R31, R33). */
export const ExtendTrial = ({
  customer: { customerId, organizationName },
  onDone,
  onClose,
}: ExtendTrialProps) => {
  const { t } = useWords()
  const { day } = useFormats()
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const asked = useAsk(
    ['getConsoleCustomer', customerId],
    (api, signal) => api.getConsoleCustomer({ customerId }, { signal }),
    { onOpening: true },
  )
  const change = useKeptChange(
    'extendTrial',
    customerId,
    (api, input: { customerId: CustomerView['customerId'] }, sending) => api.extendTrial(input, sending),
  )
  const title = t('trial.extendTitle', { organization: organizationName })
  const budget = asked.data?.answer.trialBudget
  const isFresh = asked.isFetchedAfterMount
  if (!isFresh || budget === undefined || (budget.extensionsLeft === 0 && !change.isUnanswered))
    return (
      <Dialog title={title} onClose={onClose}>
        {isFresh ? (
          <Answered asked={asked} lines={3}>
            {() => <p>{t('trial.mostDays')}</p>}
          </Answered>
        ) : (
          <Skeleton lines={3} />
        )}
        <div class="buttons">
          <button type="button" class="button" onClick={onClose}>
            {t('kit.close')}
          </button>
        </div>
      </Dialog>
    )
  return (
    <Confirm
      title={title}
      action={t('trial.extend')}
      change={change}
      input={{ customerId }}
      onClose={onClose}
      onDone={({ answer }) => {
        const key = ['getConsoleCustomer', customerId] as const
        queries.setQueryData(
          key,
          asked.data && { ...asked.data, answer: { ...asked.data.answer, trialBudget: answer } },
        )
        void askAgain(key, ['listConsoleCustomers'])
        onDone(day(answer.endsAt))
      }}
    >
      {!change.isUnanswered && (
        <Answered asked={asked} lines={3}>
          {() => (
            <>
              <p>{t('trial.extendFromTo', { from: day(budget.endsAt), to: day(nextEnd(budget)) })}</p>
              <p>{t('trial.extensionsLeft', { count: budget.extensionsLeft - 1 })}</p>
              <p class="hint">{t('trial.mostDays')}</p>
            </>
          )}
        </Answered>
      )}
    </Confirm>
  )
}
