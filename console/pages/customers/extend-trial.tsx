import { useQueryClient } from '@tanstack/preact-query'
import type { Answer } from '../../../shared/client/client.ts'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Alert } from '../../kit/alert.tsx'
import { Answered } from '../../kit/answered.tsx'
import { Confirm } from '../../kit/confirm.tsx'
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

/** From when to when one more extension leads, and how many are left after it; else why it cannot be extended. */
const Extension = ({ budget }: { budget: Budget | undefined }) => {
  const { t } = useWords()
  const { day } = useFormats()
  return (
    <>
      {budget !== undefined && isExtendable(budget) && (
        <>
          <p>{t('trial.extendFromTo', { from: day(budget.endsAt), to: day(nextEnd(budget)) })}</p>
          <p>{t('trial.extensionsLeft', { count: budget.extensionsLeft - 1 })}</p>
        </>
      )}
      {budget !== undefined && !isExtendable(budget) && (
        <Alert>
          <p>
            {budget.state === 'ended' ? t('trial.hasEnded', { at: day(budget.endsAt) }) : t('trial.noneLeft')}
          </p>
        </Alert>
      )}
      <p class="hint">{t('trial.mostDays')}</p>
    </>
  )
}

/** What an extension is decided on, once that is read. */
const basisOf = (customer: CustomerView | undefined): string | undefined =>
  customer && `${customer.trialBudget?.state ?? ''} ${customer.trialBudget?.endsAt ?? ''}`

interface ExtendTrialProps {
  readonly customer: Pick<Line, 'customerId' | 'organizationName'>
  /** Told the new end. */
  readonly onDone: (endsAt: string) => void
  readonly onClose: () => void
}

/** Asks whether to extend a trial by 15 days: from when to when, and how often more (R31, R33). */
export const ExtendTrial = ({
  customer: { customerId, organizationName },
  onDone,
  onClose,
}: ExtendTrialProps) => {
  const { t } = useWords()
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const key = ['getConsoleCustomer', customerId] as const
  const asked = useAsk(key, (api, signal) => api.getConsoleCustomer({ customerId }, { signal }), {
    onOpening: true,
  })
  const change = useKeptChange({
    operation: 'extendTrial',
    about: customerId,
    basis: basisOf(asked.data?.answer),
    change: (api, input: { customerId: CustomerView['customerId'] }, sending) =>
      api.extendTrial(input, sending),
  })
  return (
    <Confirm
      title={t('trial.extendTitle', { organization: organizationName })}
      action={t('trial.extend')}
      isOffered={isExtendable(asked.data?.answer.trialBudget)}
      change={change}
      input={{ customerId }}
      onClose={onClose}
      onDone={({ answer }) => {
        queries.setQueryData<Answer<CustomerView>>(
          key,
          (before) => before && { ...before, answer: { ...before.answer, trialBudget: answer } },
        )
        void askAgain(key, ['listConsoleCustomers'])
        onDone(answer.endsAt)
      }}
    >
      {!change.isUnanswered && (
        <Answered asked={asked} lines={3}>
          {({ trialBudget }) => <Extension budget={trialBudget} />}
        </Answered>
      )}
    </Confirm>
  )
}
