import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { stage, type StageName } from './synthesized.ts'

/** Whom a stage calls when people suffer. */
export const describeAlarms = (name: StageName): void => {
  it('calls somebody when people suffer, by mail, and shows the same on a dashboard', () => {
    const alarms = stage(name).of('AWS::CloudWatch::Alarm')
    const names = alarms.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))
    expect(names).toEqual(
      expect.arrayContaining([
        'RequestsFail',
        'RequestsAreSlow',
        'RequestsAreTurnedAway',
        'OnePersonIsRefusedOften',
        'OneAddressIsRefusedOften',
        'EventsFailed',
        'DeadLettersWait',
        'MailsAreLate',
        'SchedulesDoNotReach',
        'MailsAreUncertain',
        'MailsArePutOff',
        'PaymentsStayOpen',
        'PaymentsSurface',
        'RefundsFail',
        'PaymentsAreUnmatched',
      ]),
    )
    for (const operation of operations)
      if (operation.declaration.on.kind === 'schedule')
        expect(names, operation.name).toContain(`${operation.name}IsOverdue`)
    for (const { id, properties } of alarms) {
      expect(properties['AlarmActions'], id).toHaveLength(1)
      expect(String(properties['AlarmDescription']).length, id).toBeGreaterThan(20)
      expect(properties['TreatMissingData'], id).toBe(id.includes('IsOverdue') ? 'breaching' : 'notBreaching')
    }
    expect(stage(name).of('AWS::SNS::Subscription')).toMatchObject([{ properties: { Protocol: 'email' } }])
    expect(stage(name).of('AWS::CloudWatch::Dashboard')).toHaveLength(1)
    const counted = stage(name)
      .of('AWS::Logs::MetricFilter')
      .map(({ properties }) => JSON.stringify(properties))
    for (const metric of [
      'TurnedAway',
      'FailedEvents',
      'OpenEffects',
      'PutOffEffects',
      'SurfacedPayments',
      'UnmatchedPayments',
    ])
      expect(counted.join(), metric).toContain(metric)
  })

  it('encrypts alarms with a key that alarms of this account may use, and admits them to the topic', () => {
    const [topic, ...others] = stage(name).of('AWS::SNS::Topic')
    const [key] = stage(name).of('AWS::KMS::Key')
    expect(others).toEqual([])
    expect(topic?.properties['KmsMasterKeyId']).toEqual({ 'Fn::GetAtt': [key?.id, 'Arn'] })
    expect(key?.properties['EnableKeyRotation']).toBe(true)
    const ofAlarms = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }
    expect(key?.properties['KeyPolicy']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ ...ofAlarms, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
      ]),
    })
    expect(stage(name).of('AWS::SNS::TopicPolicy')).toMatchObject([
      {
        properties: {
          PolicyDocument: {
            Statement: expect.arrayContaining([
              expect.objectContaining({ ...ofAlarms, Action: 'sns:Publish', Resource: { Ref: topic?.id } }),
            ]),
          },
          Topics: [{ Ref: topic?.id }],
        },
      },
    ])
  })

  it("watches the schedules of this stage alone, by the stage's own group", () => {
    const groups = stage(name).of('AWS::Scheduler::ScheduleGroup')
    const [group] = groups.map(({ properties }) => properties['Name'])
    expect(groups).toHaveLength(1)
    expect(group).toContain(name)
    for (const { id, properties } of stage(name).of('AWS::Scheduler::Schedule'))
      expect(properties['GroupName'], id).toBe(group)
    const watching = stage(name)
      .of('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties['Namespace'] === 'AWS/Scheduler')
    expect(watching.map(({ properties }) => properties['Dimensions'])).toEqual([
      [{ Name: 'ScheduleGroup', Value: group }],
    ])
  })

  it('R64 counts the refused requests in the access log by subject and by source address, and calls somebody about a burst of one', () => {
    const rules = stage(name).of('AWS::CloudWatch::InsightRule')
    expect(rules).toHaveLength(2)
    const texts = rules.map(({ properties }) =>
      JSON.stringify(properties).replaceAll('\\\\', '').replaceAll('\\', ''),
    )
    for (const [index, key] of ['subject', 'sourceIp'].entries()) {
      expect(texts[index]).toContain(`"Keys":["$.${key}"]`)
      expect(texts[index]).toContain('{"Match":"$.status","In":["401","403","404","429"]}')
      expect(rules[index]?.properties['RuleState']).toBe('ENABLED')
    }
    const ruleNames = rules.map(({ properties }) => String(properties['RuleName']))
    const alarms = stage(name)
      .of('AWS::CloudWatch::Alarm')
      .filter(({ id }) => id.includes('IsRefusedOften'))
    expect(alarms).toHaveLength(2)
    for (const [index, { properties }] of alarms.entries())
      expect(JSON.stringify(properties['Metrics'])).toContain(ruleNames[index])
  })
}
