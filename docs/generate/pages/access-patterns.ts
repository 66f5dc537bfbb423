import { readdir } from 'node:fs/promises'
import * as z from 'zod'
import { isHttp, type Operation } from '../../../shared/declaration/operation.ts'
import { tableGrants, touchedKinds, writes, type TableGrant } from '../../../shared/declaration/grants.ts'
import { indexes, kinds, type Kind, type KindTraits } from '../../../shared/table/kinds.ts'
import { areas } from './contract.ts'
import { codes, GENERATED, table } from './markdown.ts'

const SHARED = new URL('../../../shared/', import.meta.url)
const WITH_CLOCK = { hasClock: true } as const

const Key = z.object({ pk: z.string(), sk: z.string() })
type KeyOf = (of: unknown) => z.infer<typeof Key>
const Found = z.object({
  kind: z.string(),
  key: z.custom<KeyOf>((value) => typeof value === 'function'),
})

/** Stands for any owner of a key: each member is its own name in angle brackets. */
const anyOwner = (): unknown => new Proxy({}, { get: (_of, name) => `<${String(name)}>` })

const recordFiles = async (): Promise<URL[]> => {
  const names = await readdir(SHARED, { recursive: true })
  return names
    .filter((name) => /(^|\/)([a-z-]*records|audit|log|stored-answer)\.ts$/.test(name))
    .sort()
    .map((name) => new URL(name, SHARED))
}

const keysByKind = async (): Promise<Map<string, z.infer<typeof Key>>> => {
  const found = new Map<string, z.infer<typeof Key>>()
  for (const file of await recordFiles()) {
    const exported: unknown = await import(file.href)
    for (const candidate of Object.values(Object(exported))) {
      const record = Found.safeParse(typeof candidate === 'object' ? candidate : undefined)
      if (record.success) found.set(record.data.kind, Key.parse(record.data.key(anyOwner())))
    }
  }
  return found
}

const kindRows = async (): Promise<string[][]> => {
  const keys = await keysByKind()
  return Object.entries<KindTraits>(kinds).map(([kind, { listingKey, dueKey, form }]) => {
    const key = keys.get(kind)
    if (!key) throw new Error(`The kind ${kind} has no record`)
    const index = [
      ...(listingKey ? [`listing \`${listingKey}\``] : []),
      ...(dueKey ? [`due \`${dueKey}\``] : []),
    ]
    return [`\`${kind}\``, form, `\`${key.pk}\``, `\`${key.sk}\``, index.join(', ') || '–']
  })
}

const CONSISTENCY: Readonly<Record<TableGrant['action'], string>> = {
  'dynamodb:BatchGetItem': 'strong',
  'dynamodb:Query': 'strong',
  'dynamodb:PutItem': 'in the commit',
  'dynamodb:UpdateItem': 'in the commit',
  'dynamodb:DeleteItem': 'in the commit',
  'dynamodb:ConditionCheckItem': 'in the commit',
}

const reasons = (
  kindsTouched: readonly Kind[],
  declared: readonly Kind[] | undefined,
  implied: string,
): string => {
  const own = kindsTouched.filter((kind) => declared?.includes(kind))
  const others = kindsTouched.filter((kind) => !declared?.includes(kind))
  return [
    ...(own.length > 0 ? [`declared: ${codes(own)}`] : []),
    ...(others.length > 0 ? [`${implied}: ${codes(others)}`] : []),
  ].join('; ')
}

const why = (operation: Operation, { action, index }: TableGrant): string => {
  const { declaration } = operation
  const touched = touchedKinds(operation, WITH_CLOCK)
  switch (action) {
    case 'dynamodb:BatchGetItem': {
      const gate = isHttp(operation) ? 'for the gate, the replay and the clock' : 'for the clock'
      const witness = writes(operation) ? 'to learn whether a commit of unknown outcome happened' : ''
      return [reasons(touched.reads, declaration.reads, gate), witness]
        .filter((text) => text !== '')
        .join('; ')
    }
    case 'dynamodb:Query':
      return `declared: ${codes(touched.lists.filter((list) => list.includes('/') === (index !== undefined)))}`
    case 'dynamodb:PutItem':
      return reasons(touched.puts, declaration.puts, 'with every commit')
    case 'dynamodb:UpdateItem':
      return reasons(touched.updates, declaration.updates, 'implied')
    case 'dynamodb:DeleteItem':
      return reasons(touched.deletes, declaration.deletes, 'implied')
    case 'dynamodb:ConditionCheckItem':
      return reasons(touched.checks, declaration.checks, 'what admitted the caller is held until the commit')
  }
}

const section = (operation: Operation): string => {
  const grants = tableGrants(operation, WITH_CLOCK)
  if (grants.length === 0) return `### ${operation.name}\n\nDoes not touch the table.`
  const rows = grants.map((grant) => [
    grant.action.replace('dynamodb:', '') + (grant.index ? ` on ${grant.index}` : ''),
    codes(grant.leadingKeys),
    grant.index ? 'eventual' : CONSISTENCY[grant.action],
    why(operation, grant),
  ])
  return `### ${operation.name}\n\n${table(['action', 'partitions', 'consistency', 'why'], rows)}`
}

/** Every access pattern of the table: the keys of each kind of item, and what each operation may do with which. */
export const accessPatternsPage = async (): Promise<string> => `${GENERATED}

# Access patterns

One table. Its key is \`pk\`, \`sk\`; its indexes are ${Object.entries(indexes)
  .map(([name, { partition, sort }]) => `**${name}** (\`${partition}\`, \`${sort}\`)`)
  .join(' and ')}. Both are sparse; **due** holds keys only.
There is no Scan. What each function may do is exactly what stands here, by action and partition.

## Costs

- Reading by key: one strongly consistent batch a request; 1 read unit for each item of up to 4 kB.
- A query: one request a page; strongly consistent on the table, 1 read unit for each 4 kB read; eventually consistent, half of that, on an index.
- A sweep, which does all that is due for a job: one query for each page of each of the eight shards, independent of how much else exists, and then what is due.
- A commit: one transaction of at most 100 items; 2 write units for each kB of each item, a condition check included.

## Kinds of item

An \`entity\` has a new version with each change and an entry in its audit chain; a \`row\` is written with the entity it follows from.

${table(['kind', 'form', 'pk', 'sk', 'in indexes'], await kindRows())}

## Operations

As in a stage that has the programme clock; elsewhere the clock is not read.

${areas.flatMap(([, operations]) => operations.map(section)).join('\n\n')}
`
