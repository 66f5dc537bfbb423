import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { functionsOf, stage, type StageName } from './synthesized.ts'

/** What runs on a stage without anybody who waits. */
export const describeUnattended = (name: StageName): void => {
  it('keeps what unattended functions could not handle', () => {
    const unattended = operations.filter(({ declaration }) =>
      ['schedule', 'stream', 'mail-events'].includes(declaration.on.kind),
    )
    expect(stage(name).of('AWS::SQS::Queue')).toMatchObject([
      { properties: { MessageRetentionPeriod: 1_209_600, VisibilityTimeout: 360 } },
    ])
    expect(stage(name).outputs).toHaveProperty('DeadLettersUrl')
    const asynchronous = unattended.filter(({ declaration }) => declaration.on.kind !== 'stream')
    const configured = stage(name).of('AWS::Lambda::EventInvokeConfig')
    expect(configured).toHaveLength(asynchronous.length)
    for (const { properties } of configured)
      expect(properties).toMatchObject({
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      })
    const lambdas = functionsOf(name)
    for (const { name: operation } of unattended)
      expect(
        lambdas.get(operation)?.statements.some(({ Action }) => Action.includes('sqs:SendMessage')),
        operation,
      ).toBe(true)
  })

  it('runs each scheduled operation on its schedule, with retries and dead letters', () => {
    const schedules = stage(name).of('AWS::Scheduler::Schedule')
    const declared = operations.flatMap(({ declaration: { on } }) =>
      on.kind === 'schedule' ? [on.expression] : [],
    )
    expect(schedules.map(({ properties }) => properties['ScheduleExpression']).toSorted()).toEqual(
      declared.toSorted(),
    )
    for (const { properties } of schedules)
      expect(properties['Target']).toMatchObject({
        DeadLetterConfig: { Arn: expect.anything() },
        RetryPolicy: { MaximumRetryAttempts: 2 },
      })
  })
}
