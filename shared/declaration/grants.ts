import { gates, gatesOf } from './gates.ts'
import { isHttp, logsRefusals, type HttpDeclaration, type Operation } from './operation.ts'
import { kinds, type IndexName, type Kind, type KindTraits } from '../table/kinds.ts'

/** One permission on the table: an IAM action for partitions of the table itself or of one index. */
export interface TableGrant {
  readonly action: `dynamodb:${'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem'}`
  readonly index?: IndexName
  readonly leadingKeys: readonly string[]
}

interface Stage {
  readonly hasClock: boolean
}

/** Whether the operation may need to know who the first staff member is. */
export const mayActAsStaff = (declaration: HttpDeclaration): boolean =>
  declaration.allow === 'signed-in' || gates.staff.applies(declaration)

/** Whether the operation commits anything: then its changes, audit, outbox and stored answer go in one transaction. */
export const writes = ({ declaration }: Operation): boolean =>
  [declaration.puts, declaration.updates, declaration.deletes, declaration.mails].some(
    (some) => some !== undefined,
  )

/** Whether requests reach the table: all but those of the public. */
const asksTable = ({ allow, signed }: HttpDeclaration): boolean => allow !== 'public' || signed !== undefined

const gateReads = (declaration: HttpDeclaration): Kind[] => [
  ...gatesOf(declaration).flatMap(({ reads }) => reads.map(({ kind }) => kind)),
  ...(declaration.idempotencyKey ? (['storedAnswer'] as const) : []),
]

const gateChecks = (declaration: HttpDeclaration): Kind[] =>
  gatesOf(declaration).flatMap(({ checks }) => checks(declaration))

const isLogged = (kind: Kind): boolean => {
  const traits: KindTraits = kinds[kind]
  return traits.isLogged === true
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]

/** The kinds of item an operation touches, by verb, its own and those that its gates and its commit imply. */
export const touchedKinds = (operation: Operation, stage: Stage) => {
  const { declaration } = operation
  const puts = declaration.puts ?? []
  const http = isHttp(operation) ? operation.declaration : undefined
  const committing = writes(operation)
  const isRefusalLogged = http !== undefined && logsRefusals(http)
  return {
    reads: distinct<Kind>([
      ...(http ? gateReads(http) : []),
      ...(isRefusalLogged ? (['refusalCount'] as const) : []),
      ...(declaration.reads ?? []),
      ...(stage.hasClock && (http ? asksTable(http) : (declaration.reads ?? declaration.puts))
        ? (['clock'] as const)
        : []),
    ]),
    puts: distinct<Kind>([
      ...puts,
      ...(puts.some((kind) => kinds[kind].form === 'entity') ? (['auditEntry'] as const) : []),
      ...(isRefusalLogged || puts.some(isLogged) ? (['logEntry'] as const) : []),
      ...(declaration.mails ? (['outboxEntry'] as const) : []),
      ...(http && http.allow !== 'public' ? (['subject', 'personalDetails'] as const) : []),
      ...(http?.idempotencyKey && committing ? (['storedAnswer'] as const) : []),
    ]),
    updates: distinct<Kind>([
      ...(declaration.updates ?? []),
      ...(isRefusalLogged ? (['refusalCount'] as const) : []),
    ]),
    deletes: distinct<Kind>(declaration.deletes ?? []),
    checks: distinct<Kind>([...(http && committing ? gateChecks(http) : []), ...(declaration.checks ?? [])]),
    lists: declaration.lists ?? [],
  }
}

const leadingKeys = (some: readonly Kind[]): string[] =>
  distinct(some.map((kind) => kinds[kind].leadingKey)).sort()

const indexKey = (kind: Kind, index: IndexName): string => {
  const traits: KindTraits = kinds[kind]
  const key = index === 'listing' ? traits.listingKey : traits.dueKey
  if (key === undefined) throw new Error(`${kind} is not in the ${index} index`)
  return key
}

const isKind = (text: string): text is Kind => text in kinds
const isIndex = (text: string | undefined): text is IndexName => text === 'listing' || text === 'due'

/** The exact permissions of an operation's function on the table. */
export const tableGrants = (operation: Operation, stage: Stage): TableGrant[] => {
  const touched = touchedKinds(operation, stage)
  const listed = touched.lists.map((list) => {
    const [kind = '', index] = list.split('/')
    if (!isKind(kind)) throw new Error(`${operation.name} lists the unknown kind ${list}`)
    return { kind, index: isIndex(index) ? index : undefined }
  })
  const isRefusalLogged = isHttp(operation) && logsRefusals(operation.declaration)
  const ofCommits: Kind[] = touched.puts.includes('auditEntry') ? ['auditEntry'] : touched.puts
  // What is put off is the one item of its commit.
  const putOff = listed.filter(({ index }) => index === 'due').map(({ kind }) => kind)
  const witnesses: Kind[] = [
    ...(writes(operation) ? ofCommits : []),
    ...putOff.filter((kind) => touched.puts.includes(kind)),
    ...(isRefusalLogged ? (['logEntry'] as const) : []),
  ]
  const bySet: TableGrant[] = [
    { action: 'dynamodb:BatchGetItem' as const, leadingKeys: leadingKeys([...touched.reads, ...witnesses]) },
    {
      action: 'dynamodb:Query' as const,
      leadingKeys: leadingKeys(listed.filter(({ index }) => !index).map(({ kind }) => kind)),
    },
    { action: 'dynamodb:PutItem' as const, leadingKeys: leadingKeys(touched.puts) },
    { action: 'dynamodb:UpdateItem' as const, leadingKeys: leadingKeys(touched.updates) },
    { action: 'dynamodb:DeleteItem' as const, leadingKeys: leadingKeys(touched.deletes) },
    { action: 'dynamodb:ConditionCheckItem' as const, leadingKeys: leadingKeys(touched.checks) },
  ].filter((grant) => grant.leadingKeys.length > 0)
  const byIndex = (['listing', 'due'] as const)
    .map((index) => ({
      action: 'dynamodb:Query' as const,
      index,
      leadingKeys: distinct(
        listed.filter((list) => list.index === index).map(({ kind }) => indexKey(kind, index)),
      ).sort(),
    }))
    .filter((grant) => grant.leadingKeys.length > 0)
  return [...bySet, ...byIndex]
}
