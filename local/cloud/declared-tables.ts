import * as z from 'zod'
import type { Resource } from './stacks.ts'

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
const Projection = z.looseObject({ ProjectionType: z.string().optional() })

const Table = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema, Projection })).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string().default('NEW_AND_OLD_IMAGES') }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string(), Enabled: z.coerce.boolean().default(true) })
    .optional(),
})
type Table = z.infer<typeof Table>

export interface TableDeclaration {
  readonly tableName: string
  readonly arn: string
  readonly streamArn: string
  readonly attributes: Table['AttributeDefinitions']
  readonly keySchema: Table['KeySchema']
  readonly indexes: Table['GlobalSecondaryIndexes']
  /** The view type of its stream, where it has one. */
  readonly streamView?: string
  /** The attribute that holds the second at which an item expires. */
  readonly ttlAttribute?: string
}

/** The partition key of a table, or of one of its indexes. */
export const partitionKeyOf = (table: TableDeclaration, index?: string): string | undefined => {
  const schema =
    index === undefined
      ? table.keySchema
      : table.indexes.find(({ IndexName }) => IndexName === index)?.KeySchema
  return schema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName
}

/** The tables that the stack declares. */
export const tablesOf = (resources: readonly Resource[]): readonly TableDeclaration[] =>
  resources
    .filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable')
    .map(({ name, arn, properties }) => {
      const table = Table.parse(properties)
      const ttl = table.TimeToLiveSpecification
      return {
        tableName: name,
        arn,
        streamArn: `${arn}/stream/laptop`,
        attributes: table.AttributeDefinitions,
        keySchema: table.KeySchema,
        indexes: table.GlobalSecondaryIndexes,
        ...(table.StreamSpecification === undefined
          ? {}
          : { streamView: table.StreamSpecification.StreamViewType }),
        ...(ttl?.Enabled === true ? { ttlAttribute: ttl.AttributeName } : {}),
      }
    })
