import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Metrics } from './metrics.ts'

/** When somebody is to be called, and what people suffer then. */
export interface AlarmRow {
  readonly name: string
  readonly says: string
  readonly metric: IMetric | undefined
  /** Calls from this value on; with `below`, under it. */
  readonly threshold: number
  readonly below?: true
  /** How many periods in a row; one unless told. */
  readonly periods?: number
}

/** Every alarm, as one row. */
export const alarmsOn = (metrics: Metrics): readonly AlarmRow[] => [
  {
    name: 'RequestsFail',
    says: 'More than one request in a hundred fails for no fault of the caller',
    metric: metrics.failureShare,
    threshold: 1,
    periods: 5,
  },
  {
    name: 'RequestsAreSlow',
    says: 'One request in a hundred takes three seconds or more',
    metric: metrics.latency,
    threshold: 3_000,
    periods: 5,
  },
  {
    name: 'RequestsAreTurnedAway',
    says: 'People are told that there are too many requests (429)',
    metric: metrics.turnedAway,
    threshold: 50,
  },
  {
    name: 'EventsFailed',
    says: 'Work that nobody waits for was not done: see the list of failed events',
    metric: metrics.failedEvents,
    threshold: 1,
  },
  {
    name: 'DeadLettersWait',
    says: 'Failed events do not even reach their list: look at the queue and at recordFailedEvent',
    metric: metrics.deadLetterAge,
    threshold: 900,
  },
  {
    name: 'MailsAreLate',
    says: 'New mails wait five minutes or more, as the stream is behind; the sweep of the outbox sends them meanwhile',
    metric: metrics.streamLag,
    threshold: 300_000,
    periods: 3,
  },
  {
    name: 'SchedulesDoNotReach',
    says: 'Scheduled work is not taken by its function',
    metric: metrics.undeliveredSchedules,
    threshold: 1,
  },
  {
    name: 'MailsAreUncertain',
    says: 'Mails may not have been sent and wait for support to decide: see the list of uncertain mails',
    metric: metrics.openEffects,
    threshold: 1,
  },
  {
    name: 'WorkIsPostponed',
    says: 'Something that came due fails whenever it is taken up, such as an item that cannot be read, and is tried again every ten minutes',
    metric: metrics.postponedWork,
    threshold: 1,
  },
  ...metrics.sweeps.map(({ name, worked }) => ({
    name: `${name}IsOverdue`,
    says: `${name} has not worked for three of its periods: what is due waits`,
    metric: worked,
    threshold: 1,
    below: true as const,
    periods: 3,
  })),
]
