import { expect } from 'vitest'
import * as z from 'zod'
import type { CustomerId } from '../../shared/kernel/id.ts'
import type { SeenCommit } from '../support/faults/fault-proxy.ts'

const Text = z.object({ S: z.string() })
const texts = z.record(z.string(), z.unknown())
const Write = z.looseObject({
  Item: texts.optional(),
  Key: texts.optional(),
  UpdateExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: texts.default({}),
})
type Write = z.infer<typeof Write>
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), Write)) })
const Super = z.object({ superAdmin: z.object({ M: z.object({ email: Text }) }) })

/** What a write puts or sets of an item, its texts alone. */
const writtenOf = ({
  Item,
  Key,
  UpdateExpression,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
}: Write) => {
  const set = [...UpdateExpression.matchAll(/(#n\d+) = (:v\d+)/g)].map(
    ([, name = '', value = '']) => [names[name] ?? name, values[value]] as const,
  )
  const text = (attribute: unknown): string | undefined => Text.safeParse(attribute).data?.S
  const all = { ...Key, ...Object.fromEntries(set), ...Item }
  const {
    pk = '',
    sk = '',
    role,
    email,
  } = Object.fromEntries(Object.entries(all).map(([name, attribute]) => [name, text(attribute)]))
  return { pk, sk, role, email, superAdmin: Super.safeParse(all).data?.superAdmin.M.email.S }
}

/** Expects that each commit that gives the role of super admin takes it from another, in the directory, at the gate and in the customer alike (R56). */
export const expectWholeSuccessions = (seen: readonly SeenCommit[], customerId: CustomerId): void => {
  for (const { body } of seen.filter(({ committed }) => committed)) {
    const written = Transaction.parse(JSON.parse(body))
      .TransactItems.flatMap((one) => Object.values(one))
      .map(writtenOf)
    const users = written.filter(({ pk, role }) => pk === `USERS#${customerId}` && role !== undefined)
    const roles = written
      .filter(
        ({ pk, sk, role }) => pk.startsWith('MEMBER#') && sk === `ORG#${customerId}` && role !== undefined,
      )
      .map(({ pk, role }) => ({ email: pk.replace('MEMBER#', ''), role }))
    const isSuper = ({ role }: { readonly role: string | undefined }) => role === 'super-admin'
    const [named] = written.filter(
      ({ pk, superAdmin }) => pk === `CUSTOMER#${customerId}` && superAdmin !== undefined,
    )
    const given = [...users, ...roles].some(isSuper)
    expect(named !== undefined).toBe(given)
    if (!given) continue
    const changes = users.map(({ email, role }) => ({ email, role }))
    expect(changes.filter(isSuper)).toEqual([{ email: named?.superAdmin, role: 'super-admin' }])
    expect(changes.filter(({ role }) => role === 'org-admin')).toHaveLength(1)
    const order = (one: object, other: object) => JSON.stringify(one).localeCompare(JSON.stringify(other))
    expect(roles.toSorted(order)).toEqual(changes.toSorted(order))
  }
}
