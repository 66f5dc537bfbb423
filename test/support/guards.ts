import * as z from 'zod'

const Text = z.object({ S: z.string() })
const Keyed = z.looseObject({ pk: Text, sk: Text })
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
const ALWAYS = '(attribute_exists(pk) OR attribute_not_exists(pk))'

/** What kind of item a key names, ids left out: `CUSTOMER/ACCESS`, `AUDIT#PERSON`, `CUSTOMER/DUE#trial-end`. */
export const shapeOf = (pk: string, sk: string): string => {
  const [head = '', owner = ''] = pk.split('#')
  if (head === 'AUDIT') return pk.endsWith('#ACCESS') ? `AUDIT#${owner}#ACCESS` : `AUDIT#${owner}`
  return `${head}/${sk.startsWith('DUE#') ? sk : sk.split('#')[0]}`.replaceAll(ID, '…')
}

const partsOf = ({ ConditionExpression }: Part): string[] => ConditionExpression?.split(' AND ') ?? []

/** A part of a condition in words that stay the same from run to run. */
const named = (part: string, { ExpressionAttributeNames = {} }: Part): string =>
  part
    .replaceAll(/#n\d+/g, (placeholder) => ExpressionAttributeNames[placeholder] ?? placeholder)
    .replaceAll(/:v\d+/g, '…')
    .replaceAll(ID, '…')

const guardOf = (verb: string, write: Part, part: string): string => {
  const { pk, sk } = write.Item ?? write.Key ?? { pk: { S: '' }, sk: { S: '' } }
  return `${verb} ${shapeOf(pk.S, sk.S)} when ${named(part, write)}`
}

const eachWrite = (body: string): { verb: string; write: Part }[] =>
  Transaction.parse(JSON.parse(body)).TransactItems.flatMap((item) =>
    Object.entries(item).map(([verb, write]) => ({ verb, write })),
  )

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
        return [
          verb,
          {
            ...write,
            ConditionExpression,
            ExpressionAttributeNames: used(write.ExpressionAttributeNames, text),
            ExpressionAttributeValues: used(write.ExpressionAttributeValues, text),
          },
        ]
      }),
    ),
  )
  return JSON.stringify({ ...transaction, TransactItems })
}
