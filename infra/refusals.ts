import { Duration } from 'aws-cdk-lib'
import { CfnInsightRule, MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

const REFUSED = ['401', '403', '404', '429']

/** The most refusals of one subject, and of one source address, in five minutes: metric filters do not bear so many values (R64). */
export interface Refusals {
  readonly bySubject: IMetric
  readonly bySourceIp: IMetric
}

/** Counts the refused requests in the access log by who asked. */
export const refusalsOf = (scope: Construct, logs: LogGroup, stage: string): Refusals => {
  const most = (member: 'subject' | 'sourceIp', label: string): IMetric => {
    const rule = new CfnInsightRule(scope, `RefusalsBy${label}`, {
      ruleName: `workplace-partner-programme-${stage}-refusals-by-${label.toLowerCase()}`,
      ruleState: 'ENABLED',
      ruleBody: JSON.stringify({
        Schema: { Name: 'CloudWatchLogRule', Version: 1 },
        LogGroupNames: [logs.logGroupName],
        LogFormat: 'JSON',
        Contribution: {
          Keys: [`$.${member}`],
          Filters: [
            { Match: '$.status', In: REFUSED },
            { Match: `$.${member}`, NotIn: ['-'] },
          ],
        },
        AggregateOn: 'Count',
      }),
    })
    return new MathExpression({
      expression: `INSIGHT_RULE_METRIC("${rule.ruleName}", "MaxContributorValue")`,
      usingMetrics: {},
      label: `The most refusals of one ${label.toLowerCase()}`,
      period: Duration.minutes(5),
    })
  }
  return { bySubject: most('subject', 'Subject'), bySourceIp: most('sourceIp', 'Address') }
}
