import {
  Dashboard,
  GraphWidget,
  AlarmStatusWidget,
  type Alarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Metrics } from './metrics.ts'

const graph = (title: string, ...metrics: (IMetric | undefined)[]): GraphWidget =>
  new GraphWidget({ title, width: 8, left: metrics.filter((metric) => metric !== undefined) })

/** One page with the alarms, the requests and the unattended work. */
export const showDashboard = (scope: Construct, metrics: Metrics, alarms: readonly Alarm[]): void => {
  new Dashboard(scope, 'Dashboard', {
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 4, alarms: [...alarms] })],
      [
        graph('Requests, and those that failed', metrics.requests, metrics.failures),
        graph('The slowest of a hundred, in ms', metrics.latency),
        graph('Turned away as too many', metrics.turnedAway),
        graph('The most refusals of one', metrics.refusals.bySubject, metrics.refusals.bySourceIp),
      ],
      [
        graph('Failed events', metrics.failedEvents),
        graph('Mails that wait for support, and those put off', metrics.openEffects, metrics.putOffEffects),
        graph('How far the stream is behind, in ms', metrics.streamLag),
        graph('Charges whose outcome is not known', metrics.openPayments),
        graph(
          'Money that fits no open payment',
          metrics.surfacedPayments,
          metrics.failedRefunds,
          metrics.unmatchedPayments,
        ),
      ],
      [graph('Scheduled runs that succeeded', ...metrics.scheduledRuns.map(({ succeeded }) => succeeded))],
    ],
  })
}
