import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Metrics } from './metrics.ts'

/** An alarm: when it is raised, and what people notice then. */
export interface AlarmRow {
  readonly name: string
  readonly description: string
  readonly metric: IMetric | undefined
  /** Raised at this value or above; with `below`, under it. */
  readonly threshold: number
  readonly below?: true
  /** How many periods in a row; 1 by default. */
  readonly periods?: number
}

/** Every alarm. */
export const alarmsOn = (metrics: Metrics): readonly AlarmRow[] => [
  {
    name: 'RequestsFail',
    description: 'More than one request in a hundred fails for no fault of the caller',
    metric: metrics.failureShare,
    threshold: 1,
    periods: 5,
  },
  {
    name: 'RequestsAreSlow',
    description: 'One request in a hundred takes three seconds or more',
    metric: metrics.latency,
    threshold: 3_000,
    periods: 5,
  },
  {
    name: 'RequestsAreTurnedAway',
    description: 'People are told that there are too many requests (429)',
    metric: metrics.turnedAway,
    threshold: 50,
  },
  {
    name: 'OnePersonIsRefusedOften',
    description:
      'One account was refused 100 times in five minutes: it may try what is not its own; see docs/security.md',
    metric: metrics.refusals.bySubject,
    threshold: 100,
  },
  {
    name: 'OneAddressIsRefusedOften',
    description:
      'Requests from one network address were refused 200 times in five minutes; see docs/security.md',
    metric: metrics.refusals.bySourceIp,
    threshold: 200,
  },
  {
    name: 'EventsFailed',
    description: 'Unattended work was not done: see the list of failed events',
    metric: metrics.failedEvents,
    threshold: 1,
  },
  {
    name: 'DeadLettersWait',
    description: 'Failed events do not reach their list: look at the queue and at recordFailedEvent',
    metric: metrics.deadLetterAge,
    threshold: 900,
  },
  {
    name: 'MailsAreLate',
    description:
      'New mails wait five minutes or more, as the stream is behind; retryOutbox sends them meanwhile',
    metric: metrics.streamLag,
    threshold: 300_000,
    periods: 3,
  },
  {
    name: 'SchedulesDoNotReach',
    description: 'A schedule cannot invoke its function',
    metric: metrics.undeliveredSchedules,
    threshold: 1,
  },
  {
    name: 'MailsAreUncertain',
    description:
      'Nobody knows whether some mails were sent; support must decide: see the list of uncertain mails',
    metric: metrics.openEffects,
    threshold: 1,
  },
  {
    name: 'MailsArePutOff',
    description:
      'People wait for their mails, as the mail service takes none of this account (sandbox, sender not verified, suspended, rights, quota) or cannot be reached; each is tried again for five days, then support must decide',
    metric: metrics.putOffEffects,
    threshold: 1,
  },
  {
    name: 'PaymentsStayOpen',
    description:
      'The payment provider does not tell what became of some charges: it cannot be reached, or they are open there; each is looked into again after at most an hour',
    metric: metrics.openPayments,
    threshold: 1,
  },
  {
    name: 'PaymentsSurface',
    description:
      'The payment provider took money for a payment that had ended without it; it was given back at once: see the payment and why its outcome was not known',
    metric: metrics.surfacedPayments,
    threshold: 1,
  },
  {
    name: 'RefundsFail',
    description:
      'Money that surfaced for a payment which had ended without it could not be given back, or a refund that had gone through came back from the bank; finance must decide: the log names the payment',
    metric: metrics.failedRefunds,
    threshold: 1,
  },
  {
    name: 'PaymentsAreUnmatched',
    description:
      'The payment provider took or gave back money that fits no payment or refund; finance must decide: see the list of unmatched payments, or the payment that the log names',
    metric: metrics.unmatchedPayments,
    threshold: 1,
  },
  {
    name: 'WorkIsPostponed',
    description:
      'Something that is due fails at every attempt, such as an item that cannot be read; it is tried again every ten minutes',
    metric: metrics.postponedWork,
    threshold: 1,
  },
  ...metrics.scheduledRuns.map(({ name, succeeded }) => ({
    name: `${name}IsOverdue`,
    description: `${name} has not succeeded for three of its periods: what is due waits`,
    metric: succeeded,
    threshold: 1,
    below: true as const,
    periods: 3,
  })),
]
