import { AttributeType, ProjectionType, StreamViewType, TableV2, Billing } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { indexes } from '../shared/table/kinds.ts'
import type { Stage } from './stages.ts'

const string = (name: string) => ({ name, type: AttributeType.STRING })

/** The one table: on demand, with its stream, point-in-time recovery, and the two indexes. */
export const programmeTable = (scope: Construct, stage: Stage): TableV2 =>
  new TableV2(scope, 'Table', {
    partitionKey: string('pk'),
    sortKey: string('sk'),
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.deletionProtection,
    removalPolicy: stage.removal,
    globalSecondaryIndexes: [
      {
        indexName: 'listing',
        partitionKey: string(indexes.listing.partition),
        sortKey: string(indexes.listing.sort),
        projectionType: ProjectionType.ALL,
      },
      {
        indexName: 'due',
        partitionKey: string(indexes.due.partition),
        sortKey: string(indexes.due.sort),
        projectionType: ProjectionType.KEYS_ONLY,
      },
    ],
  })
