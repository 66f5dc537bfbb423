import { Duration } from 'aws-cdk-lib'
import { MathExpression, Stats, type IMetric, type Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type IFilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs'
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Operation, Schedule } from '../shared/declaration/operation.ts'
import type { Api } from './api.ts'
import type { OperationFunction } from './operation-function.ts'
import type { Refusals } from './refusals.ts'
import type { Stage } from './stages.ts'

/** A scheduled operation, and how many of its runs succeeded. */
interface ScheduledRuns {
  readonly name: string
  readonly on: Schedule
  readonly succeeded: IMetric
}

export interface Watched {
  readonly stage: Stage
  readonly api: Api
  readonly functions: readonly OperationFunction[]
  readonly schedules: ScheduleGroup
  readonly deadLetters: Queue
  readonly refusals: Refusals
}

const ONE_MINUTE = Duration.minutes(1)

/** Whether it finds out what became of charges whose answer was lost. */
const isResolving = ({ declaration: { lists = [] } }: Operation): boolean =>
  lists.includes('paymentResolveDue/due')

const isDelivery = ({ declaration: { needs = [] } }: Operation): boolean => needs.includes('mail')

/** Whether it takes what the payment provider reports. */
const isReceiving = ({ declaration: { needs = [] } }: Operation): boolean => needs.includes('payment-events')

const periodOf = ({ expression }: Schedule): Duration =>
  /^rate\(\d+ minutes?\)$/.test(expression) ? Duration.minutes(5) : Duration.days(1)

/** The metrics of what people notice, from the services and from the functions' logs. */
export const metricsOf = ({ stage, api, functions, schedules, deadLetters, refusals }: Watched) => {
  const namespace = `WorkplacePartnerProgramme/${stage.name}`
  const counted = (name: string, logs: LogGroup, filterPattern: IFilterPattern, metricValue = '1'): Metric =>
    logs
      .addMetricFilter(name, { filterPattern, metricNamespace: namespace, metricName: name, metricValue })
      .metric({ statistic: Stats.SUM, period: Duration.minutes(5) })
  const countedOf = (
    name: string,
    of: (operation: Operation) => boolean,
    ...rest: [IFilterPattern, string?]
  ) => functions.filter(({ operation }) => of(operation)).map(({ logs }) => counted(name, logs, ...rest))[0]
  const requests = api.served.metricCount({ period: ONE_MINUTE })
  const failures = api.served.metricServerError({ period: ONE_MINUTE })
  const reader = functions.find(({ operation }) => operation.declaration.on.kind === 'stream')

  return {
    requests,
    failures,
    refusals,
    failureShare: new MathExpression({
      expression: 'IF(requests > 0, 100 * failures / requests, 0)',
      usingMetrics: { requests, failures },
      label: 'Failed requests in percent',
      period: ONE_MINUTE,
    }),
    latency: api.served.metricLatency({ statistic: Stats.percentile(99), period: ONE_MINUTE }),
    turnedAway: counted('TurnedAway', api.accessLogs, FilterPattern.stringValue('$.status', '=', '429')),
    failedEvents: countedOf(
      'FailedEvents',
      ({ declaration: { on } }) => on.kind === 'dead-letters',
      FilterPattern.exists('$.counts.taken'),
      '$.counts.taken',
    ),
    deadLetterAge: deadLetters.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM }),
    streamLag: reader?.lambda.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: ONE_MINUTE }),
    undeliveredSchedules: schedules.metricTargetErrors({ statistic: Stats.SUM }),
    openEffects: countedOf(
      'OpenEffects',
      isDelivery,
      FilterPattern.any(
        FilterPattern.stringValue('$.outcome', '=', 'effect-uncertain'),
        FilterPattern.stringValue('$.outcome', '=', 'effect-failed'),
      ),
    ),
    surfacedPayments: countedOf(
      'SurfacedPayments',
      isReceiving,
      FilterPattern.stringValue('$.outcome', '=', 'payment-surfaced'),
    ),
    failedRefunds: countedOf(
      'FailedRefunds',
      isReceiving,
      FilterPattern.stringValue('$.outcome', '=', 'payment-refund-failed'),
    ),
    unmatchedPayments: countedOf(
      'UnmatchedPayments',
      (operation) => isReceiving(operation) || isResolving(operation),
      FilterPattern.stringValue('$.outcome', '=', 'payment-unmatched'),
    ),
    openPayments: countedOf(
      'OpenPayments',
      isResolving,
      FilterPattern.exists('$.counts.open'),
      '$.counts.open',
    ),
    putOffEffects: countedOf(
      'PutOffEffects',
      isDelivery,
      FilterPattern.stringValue('$.outcome', '=', 'effect-put-off'),
    ),
    postponedWork: countedOf(
      'PostponedWork',
      ({ declaration: { on } }) => on.kind === 'schedule',
      FilterPattern.exists('$.counts.postponed'),
      '$.counts.postponed',
    ),
    scheduledRuns: functions.flatMap(({ operation: { name, declaration }, lambda }): ScheduledRuns[] => {
      const { on } = declaration
      if (on.kind !== 'schedule') return []
      const period = periodOf(on)
      const succeeded = new MathExpression({
        expression: `${name}Runs - ${name}Errors`,
        usingMetrics: {
          [`${name}Runs`]: lambda.metricInvocations({ period }),
          [`${name}Errors`]: lambda.metricErrors({ period }),
        },
        label: `Runs of ${name} that succeeded`,
        period,
      })
      return [{ name, on, succeeded }]
    }),
  }
}
export type Metrics = ReturnType<typeof metricsOf>
