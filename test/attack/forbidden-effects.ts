import * as z from 'zod'
import { keyText } from '../../shared/table/reader.ts'
import type { StoredItem } from '../../shared/table/table.ts'

/** The partitions in which a partner admin may change something of an organisation, and those that every commit writes. */
const MAY_CHANGE =
  /^(USERS|ADDRESSES|SEATS|GROUPS|GROUP-MEMBERS|POLICIES|SESSIONS|LOG|REFUSALS|AUDIT|IDEMPOTENCY)#/

/** What only the organisation itself changes of a user. */
const Own = z.object({
  role: z.unknown(),
  recoveryEmail: z.unknown(),
  backup: z.unknown(),
  isDeleted: z.boolean(),
})
const ownOf = (user: StoredItem): z.infer<typeof Own> => ({
  role: user['role'],
  recoveryEmail: user['recoveryEmail'],
  backup: user['backup'],
  isDeleted: user['status'] === 'deleted',
})

const isUser = ({ pk }: StoredItem): boolean => pk.startsWith('USERS#')

const describeKey = ({ pk, sk }: StoredItem): string => `${pk.split('#')[0]} ${sk.split('#')[0]}`

/** The effects of the ten, and every other that no partner admin may have, by what is stored; written down without the rules that the functions go by (R51, R52). */
export const forbiddenEffects = (before: readonly StoredItem[], after: readonly StoredItem[]): string[] => {
  const earlier = new Map(before.map((item) => [keyText(item), item]))
  const later = new Set(after.map(keyText))
  const changed = after.filter((item) => earlier.get(keyText(item)) !== item)
  const ofUsers = changed.filter(isUser).flatMap((user) => {
    const former = earlier.get(keyText(user))
    if (!former)
      return user['role'] === 'member' && user['backup'] === undefined ? [] : ['a new user of rank']
    if (former['role'] !== 'member') return ['an administrator changed']
    return JSON.stringify(ownOf(former)) === JSON.stringify(ownOf(user))
      ? []
      : ['what is a user’s own changed']
  })
  return [
    ...changed.filter(({ pk }) => !MAY_CHANGE.test(pk)).map((item) => `put ${describeKey(item)}`),
    ...before
      .filter((item) => !later.has(keyText(item)) && !/^(ADDRESSES|GROUP-MEMBERS)#/.test(item.pk))
      .map((item) => `removed ${describeKey(item)}`),
    ...ofUsers,
  ]
}
