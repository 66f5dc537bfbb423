import * as z from 'zod'
import type { Key } from '../../../shared/table/table.ts'

const Text = z.object({ S: z.string() })
const Keyed = z.looseObject({ pk: Text, sk: Text })
type Keyed = z.infer<typeof Keyed>
const Part = z.looseObject({
  Item: Keyed.optional(),
  Key: Keyed.optional(),
  ConditionExpression: z.string().optional(),
  UpdateExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
})
type Part = z.infer<typeof Part>
const Transaction = z.looseObject({ TransactItems: z.array(z.record(z.string(), Part)) })

const ID = /[a-z]{3}_[0-9A-Z]{26}/g
const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g
const ALWAYS = '(attribute_exists(pk) OR attribute_not_exists(pk))'

/** What kind of item a key names, ids and instants left out: `ACCESS/ACCESS`, `AUDIT#PERSON`, `DUE#trial-end`. */
export const shapeOf = (pk: string, sk: string): string => {
  const [head = '', owner = ''] = pk.split('#')
  if (head === 'AUDIT') return `AUDIT#${owner}`
  if (head === 'DUE') return `DUE#${owner}`
  if (head === 'LOG') return head
  return `${head}/${sk.split('#')[0]}`.replaceAll(ID, '…').replaceAll(INSTANT, '…')
}

const partsOf = ({ ConditionExpression }: Part): string[] => ConditionExpression?.split(' AND ') ?? []

/** A part of a condition in words that stay the same from run to run. */
const named = (part: string, { ExpressionAttributeNames = {} }: Part): string =>
  part
    .replaceAll(/#n\d+/g, (placeholder) => ExpressionAttributeNames[placeholder] ?? placeholder)
    .replaceAll(/:v\d+/g, '…')
    .replaceAll(ID, '…')

const keyOf = (write: Part): Keyed => {
  const keyed = write.Item ?? write.Key
  if (!keyed) throw new Error('A write names the item that it is about')
  return keyed
}

const guardOf = (verb: string, write: Part, part: string): string => {
  const { pk, sk } = keyOf(write)
  return `${verb} ${shapeOf(pk.S, sk.S)} when ${named(part, write)}`
}

const eachWrite = (body: string): { verb: string; write: Part }[] =>
  Transaction.parse(JSON.parse(body)).TransactItems.flatMap((item) =>
    Object.entries(item).map(([verb, write]) => ({ verb, write })),
  )

/** What a transaction does to one item; entities are what has a version with an audit entry of its own. */
export interface SentWrite {
  readonly verb: string
  readonly key: Key
  readonly shape: string
  readonly isEntity: boolean
  /** Whether it creates a missing item by adding to a number. */
  readonly mayCreate: boolean
  /** Whether it subtracts from a number. */
  readonly subtracts: boolean
}

const isSubtracting = ({ UpdateExpression = '', ExpressionAttributeValues = {} }: Part): boolean => {
  const [, added = ''] = /\bADD (.*)/.exec(UpdateExpression) ?? []
  return [...added.matchAll(/:v\d+/g)].some(([placeholder]) => {
    const value = z.object({ N: z.coerce.number() }).safeParse(ExpressionAttributeValues[placeholder])
    return value.success && value.data.N < 0
  })
}

/** The writes of a transaction, whatever their conditions. */
export const writesSent = (body: string): SentWrite[] =>
  eachWrite(body).map(({ verb, write }) => {
    const { pk, sk } = keyOf(write)
    return {
      verb,
      key: { pk: pk.S, sk: sk.S },
      shape: shapeOf(pk.S, sk.S),
      isEntity: 'auditHash' in (write.Item ?? {}),
      mayCreate: /\bADD #/.test(write.UpdateExpression ?? ''),
      subtracts: isSubtracting(write),
    }
  })

/** The guards of a transaction: each part of each condition it sends, by verb and kind of item. */
export const guardsOf = (body: string): string[] =>
  eachWrite(body).flatMap(({ verb, write }) => partsOf(write).map((part) => guardOf(verb, write, part)))

const used = <T>(
  placeholders: Record<string, T> | undefined,
  text: string,
): Record<string, T> | undefined => {
  const kept = Object.entries(placeholders ?? {}).filter(([name]) => new RegExp(`${name}(?!\\d)`).test(text))
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** The placeholders of a write that a text uses, as the table refuses others. */
const placeholdersIn = (text: string, { ExpressionAttributeNames, ExpressionAttributeValues }: Part) => ({
  ExpressionAttributeNames: used(ExpressionAttributeNames, text),
  ExpressionAttributeValues: used(ExpressionAttributeValues, text),
})

/** The transaction for another table, with all its writes and none of its conditions. */
export const unconditional = (body: string, tableName: string): object => ({
  TransactItems: eachWrite(body)
    .filter(({ verb }) => verb !== 'ConditionCheck')
    .map(({ verb, write: { ConditionExpression: _condition, ...write } }) => ({
      [verb]: { ...write, ...placeholdersIn(write.UpdateExpression ?? '', write), TableName: tableName },
    })),
})

/** The transaction with one guard taken out wherever it stands. */
export const weakened = (body: string, guard: string): string => {
  const transaction = Transaction.parse(JSON.parse(body))
  const TransactItems = transaction.TransactItems.map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([verb, write]) => {
        const parts = partsOf(write)
        if (!parts.some((part) => guardOf(verb, write, part) === guard)) return [verb, write]
        const ConditionExpression = parts
          .map((part) => (guardOf(verb, write, part) === guard ? ALWAYS : part))
          .join(' AND ')
        const text = `${ConditionExpression} ${write.UpdateExpression ?? ''}`
        return [verb, { ...write, ConditionExpression, ...placeholdersIn(text, write) }]
      }),
    ),
  )
  return JSON.stringify({ ...transaction, TransactItems })
}
