import { NestedStack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Construct } from 'constructs'
import { alarmTopic } from './alarm-topic.ts'
import { alarmsOn } from './alarms.ts'
import { showDashboard } from './dashboard.ts'
import { metricsOf, type Metrics, type Watched } from './metrics.ts'
import { refusalsOf } from './refusals.ts'

const raiseAlarms = (scope: Construct, metrics: Metrics, email: string): Alarm[] => {
  const topic = alarmTopic(scope, email)
  return alarmsOn(metrics).flatMap(({ name, description, metric, threshold, below, periods = 1 }) => {
    if (metric === undefined) return []
    const alarm = new Alarm(scope, name, {
      alarmDescription: description,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(topic))
    return [alarm]
  })
}

/** The alarms, which send mails, and the dashboard. */
export class Watch extends NestedStack {
  constructor(scope: Construct, watched: Omit<Watched, 'refusals'>, alarmEmail: string) {
    super(scope, 'Watch', { description: 'Alarms and the dashboard' })
    const { api, stage } = watched
    const metrics = metricsOf({ ...watched, refusals: refusalsOf(this, api.accessLogs, stage.name) })
    showDashboard(this, metrics, raiseAlarms(this, metrics, alarmEmail))
  }
}
