import * as z from 'zod'
import type { EmailAddress } from '../kernel/email-address.ts'
import { problem } from '../kernel/problem.ts'
import type { PresentUser } from './user.ts'

/** The most aliases of a user. */
export const MOST_ALIASES = 30

export const aliasLimitReached = /* @__PURE__ */ problem(
  'alias-limit-reached',
  {
    kind: 'conflict',
    title: 'The user has as many aliases as a user can have',
    advice: 'Remove another alias first.',
  },
  { most: /* @__PURE__ */ z.int() },
)
export const aliasNotFound = /* @__PURE__ */ problem('alias-not-found', {
  kind: 'missing',
  title: 'The user has no such alias',
  advice: 'Choose one of the aliases of the user.',
})
export const notAnAlias = /* @__PURE__ */ problem('not-an-alias', {
  kind: 'invalid',
  title: 'The main address can only become one of the aliases of the user',
  advice: 'Add the address as an alias of the user first.',
})

/** Whether an address is an alias of the user. */
export const hasAlias = ({ aliases }: Pick<PresentUser, 'aliases'>, address: EmailAddress): boolean =>
  aliases.includes(address)

/** Adds an alias; one that stands already changes nothing (R55). */
export const addAlias = <U extends PresentUser>(user: U, address: EmailAddress): U => {
  if (hasAlias(user, address)) return user
  if (user.aliases.length >= MOST_ALIASES) throw aliasLimitReached({ most: MOST_ALIASES })
  return { ...user, aliases: [...user.aliases, address] }
}

/** Takes an alias away. */
export const removeAlias = <U extends PresentUser>(user: U, address: EmailAddress): U => {
  if (!hasAlias(user, address)) throw aliasNotFound()
  return { ...user, aliases: user.aliases.filter((alias) => alias !== address) }
}

/** Makes an alias the main address, and the main address an alias. */
export const swapAddress = <U extends PresentUser>(user: U, address: EmailAddress): U => {
  if (address === user.email) return user
  if (!hasAlias(user, address)) throw notAnAlias()
  return {
    ...user,
    email: address,
    aliases: user.aliases.map((alias) => (alias === address ? user.email : alias)),
  }
}
