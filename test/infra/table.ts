import { expect, it } from 'vitest'
import { stage, type StageName } from './synthesized.ts'

/** The table of a stage, and the reader of its stream. */
export const describeTable = (name: StageName): void => {
  it('has the table on demand with stream, expiry, recovery and both indexes, protected where it matters', () => {
    expect(
      stage(name)
        .of('AWS::DynamoDB::GlobalTable')
        .map(({ properties }) => properties),
    ).toMatchObject([
      {
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        GlobalSecondaryIndexes: [
          { IndexName: 'listing', Projection: { ProjectionType: 'ALL' } },
          { IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
        Replicas: [
          {
            DeletionProtectionEnabled: name === 'prod',
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    ])
  })

  it('reads the stream from its beginning, splits failing batches and sees only new outbox entries', () => {
    expect(
      stage(name)
        .of('AWS::Lambda::EventSourceMapping')
        .map(({ properties }) => properties)
        .filter(({ StartingPosition }) => StartingPosition !== undefined),
    ).toMatchObject([
      {
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 25,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 5,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
        FilterCriteria: {
          Filters: [
            {
              Pattern: JSON.stringify({
                eventName: ['INSERT'],
                dynamodb: { Keys: { pk: { S: [{ prefix: 'OUTBOX#' }] }, sk: { S: ['ENTRY'] } } },
              }),
            },
          ],
        },
      },
    ])
  })
}
