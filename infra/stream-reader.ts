import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Stream } from '../shared/declaration/operation.ts'
import { kinds } from '../shared/table/kinds.ts'
import { deadLettersOf, type OperationFunction } from './operation-function.ts'

const ENTRY_SORT_KEY = 'ENTRY'

/** Sends the new items of one kind to a function; a record that keeps failing goes to the dead letters alone. */
export const readStream = (reader: OperationFunction, { of }: Stream, table: TableV2): void => {
  if (!table.tableStreamArn) throw new Error('The table has no stream')
  new EventSourceMapping(reader, 'StreamReader', {
    target: reader.lambda,
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 5,
    onFailure: new SqsDlq(deadLettersOf(reader)),
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: {
          Keys: {
            pk: { S: FilterRule.beginsWith(kinds[of].leadingKey.replace(/\*$/, '')) },
            sk: { S: FilterRule.isEqual(ENTRY_SORT_KEY) },
          },
        },
      }),
    ],
  })
}
