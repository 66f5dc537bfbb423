import { dynamoDbAccesses } from '../../../local/cloud/dynamodb-access.ts'
import type { Access } from '../../../local/cloud/iam.ts'
import type { Operation } from '../../../shared/declaration/operation.ts'
import { tableGrants, touchedKinds, type TableGrant } from '../../../shared/declaration/grants.ts'
import { indexes, kinds } from '../../../shared/table/kinds.ts'
import type { FaultProxy } from '../faults/fault-proxy.ts'

const STAGE = { hasClock: true } as const

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
]

const describeTable = (tableName: string) => ({
  tableName,
  arn: '',
  streamArn: '',
  attributes: [],
  keySchema: key('pk', 'sk'),
  indexes: Object.entries(indexes).map(([name, { partition, sort }]) => ({
    IndexName: name,
    KeySchema: key(partition, sort),
    Projection: {},
  })),
})

/** What is granted and never used, each for its reason. */
export const UNUSED: Readonly<Record<string, readonly { grant: string; reason: string }[]>> = {
  changeSuperAdmin: [
    {
      grant: 'dynamodb:ConditionCheckItem MEMBER#*',
      reason:
        'Who hands over is the former super admin: the check of their role stands with the change of it.',
    },
  ],
  retryPayments: [
    {
      grant: 'dynamodb:PutItem SUBSCRIPTION-EVENTS#*',
      reason:
        'What falls while it is past due has no partner to be told; the work is that of renewals, where a cancelled subscription falls with one.',
    },
  ],
  runTrialExpiry: [
    {
      grant: 'dynamodb:ConditionCheckItem PERSON#*',
      reason:
        'Every operation that writes as a member may hold that membership; this one commits through the sweep, whose work is right whoever starts it.',
    },
  ],
}

/** Partitions that are granted to be read only for a commit of unknown outcome, which looks for what it would have put. */
const witnessed = (operation: Operation, { action }: TableGrant, leadingKey: string): boolean =>
  action === 'dynamodb:BatchGetItem' &&
  !touchedKinds(operation, STAGE).reads.some((kind) => kinds[kind].leadingKey === leadingKey)

const isOf = (leadingKey: string, partition: string): boolean =>
  leadingKey.endsWith('*') ? partition.startsWith(leadingKey.slice(0, -1)) : partition === leadingKey

const indexOf = ({ resource }: Access): string | undefined => /\/index\/(\w+)$/.exec(resource)?.[1]

const partitionsOf = ({ context }: Access): readonly string[] => context['dynamodb:LeadingKeys'] ?? []

/** Watches what an operation does with the table, to be compared with what it is granted. */
export const watchUsage = (operation: Operation, proxy: () => FaultProxy) => {
  const grants = tableGrants(operation, STAGE)
  const excepted = (UNUSED[operation.name] ?? []).map(({ grant }) => grant)
  const used: Access[] = []
  const concerns = (grant: TableGrant, access: Access): boolean =>
    access.action === grant.action && indexOf(access) === grant.index
  const isUsed = (grant: TableGrant, leadingKey: string): boolean =>
    used.some(
      (access) =>
        concerns(grant, access) && partitionsOf(access).some((partition) => isOf(leadingKey, partition)),
    )
  const unusedGrants = (): string[] =>
    grants.flatMap((grant) =>
      grant.leadingKeys
        .filter((leadingKey) => !witnessed(operation, grant, leadingKey) && !isUsed(grant, leadingKey))
        .map((leadingKey) => [grant.action, ...(grant.index ? [grant.index] : []), leadingKey].join(' ')),
    )
  return {
    /** Does something as the operation, of which every request to the table counts as its use. */
    during: async <T>(run: () => Promise<T>): Promise<T> => {
      const stop = proxy().listen((action, body) => {
        const accesses = dynamoDbAccesses(action, body, describeTable)
        if (!accesses) throw new Error(`The laptop does not know ${action}`)
        used.push(...accesses)
      })
      try {
        return await run()
      } finally {
        stop()
      }
    },
    /** Grants, by partition, of which nothing made use and nothing says why. */
    unused: (): string[] => unusedGrants().filter((grant) => !excepted.includes(grant)),
    /** Nothing where what is granted is what is used: `needless` are exceptions whose grant is used, or not even given. */
    faults: () => ({
      unused: unusedGrants().filter((grant) => !excepted.includes(grant)),
      ungranted: used
        .filter((access) =>
          partitionsOf(access).some(
            (partition) =>
              !grants.some(
                (grant) =>
                  concerns(grant, access) &&
                  grant.leadingKeys.some((leadingKey) => isOf(leadingKey, partition)),
              ),
          ),
        )
        .map((access) => `${access.action} ${partitionsOf(access).join(' ')}`),
      needless: excepted.filter((grant) => !unusedGrants().includes(grant)),
    }),
  }
}
