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
        'EventsFailed',
        'DeadLettersWait',
        'MailsAreLate',
        'SchedulesDoNotReach',
        'MailsAreUncertain',
        'MailsArePutOff',
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
    for (const metric of ['TurnedAway', 'FailedEvents', 'OpenEffects', 'PutOffEffects'])
      expect(counted.join(), metric).toContain(metric)
  })
}
