import { Resolver } from 'node:dns/promises'
import * as z from 'zod'
import type { DnsMethod, Lookup } from '../../shared/domains/verification.ts'
import { world } from './world.ts'

/** The most that all questions of one look-up may take. */
const longestMs = (): number => Number(world.optionalSetting('DNS_LONGEST_MS') ?? 6_000)
const TRIES = 2
const LONGEST_ALIAS_CHAIN = 8

/** What DNS says where a name or a record of that type does not exist. */
const NOTHING_THERE: readonly string[] = ['ENOTFOUND', 'ENODATA']

const REASONS: Readonly<Record<string, string>> = {
  ESERVFAIL: 'The name servers of the domain failed to answer (SERVFAIL).',
  EREFUSED: 'The name servers of the domain refused the question (REFUSED).',
  ETIMEOUT: 'The name servers of the domain did not answer in time.',
  ECANCELLED: 'The name servers of the domain did not answer in time.',
  ECONNREFUSED: 'No name server could be reached.',
  EBADNAME: 'The name is not one that DNS can be asked for.',
}

const known = (found: readonly string[]): Lookup => ({ known: true, found })
const unknown = (reason: string): Lookup => ({ known: false, reason })

const codeOf = (error: unknown): string => {
  const failure = z.object({ code: z.string() }).safeParse(error)
  if (!failure.success) throw error
  return failure.data.code
}

/** Waits for an answer. That nothing exists is an answer; a failure to answer is not. */
const lookup = async (answer: Promise<readonly string[]>): Promise<Lookup> => {
  try {
    return known(await answer)
  } catch (error) {
    const code = codeOf(error)
    return NOTHING_THERE.includes(code)
      ? known([])
      : unknown(REASONS[code] ?? `DNS gave no usable answer (${code}).`)
  }
}

/** Node reads each byte of a text as one character. */
const texts = async (resolver: Resolver, name: string): Promise<readonly string[]> =>
  (await resolver.resolveTxt(name)).map((strings) => Buffer.from(strings.join(''), 'latin1').toString('utf8'))

/** For a name without texts, distinguishes an alias without a target from a loop of aliases, as resolvers answer both alike. */
const endOfAliases = async (resolver: Resolver, name: string): Promise<Lookup> => {
  let alias = name
  for (let hop = 0; hop < LONGEST_ALIAS_CHAIN; hop += 1) {
    const next = await lookup(resolver.resolveCname(alias))
    if (!next.known) return next
    const [target] = next.found
    if (target === undefined) return known([])
    alias = target
  }
  return unknown('The name is an alias (CNAME) that leads in circles.')
}

const values = async (resolver: Resolver, name: string, method: DnsMethod): Promise<Lookup> => {
  if (method === 'CNAME') return lookup(resolver.resolveCname(name))
  const answer = await lookup(texts(resolver, name))
  return answer.known && answer.found.length === 0 ? endOfAliases(resolver, name) : answer
}

/** How long the zone of a name lets resolvers keep a negative answer (RFC 2308); `undefined` where it does not say. */
const negativeSeconds = async (resolver: Resolver, name: string): Promise<number | undefined> => {
  const labels = name.split('.')
  for (let from = 0; from < labels.length - 1; from += 1) {
    try {
      return (await resolver.resolveSoa(labels.slice(from).join('.'))).minttl
    } catch (error) {
      if (!NOTHING_THERE.includes(codeOf(error))) return undefined
    }
  }
  return undefined
}

const isAbsent = (answer: Lookup): boolean => answer.known && answer.found.length === 0

/** Asks for the values; where there are none also what explains that: addresses instead of an alias, and how long the answer is kept. */
const ask = async (resolver: Resolver, name: string, method: DnsMethod): Promise<Lookup> => {
  const answer = await values(resolver, name, method)
  if (!answer.known || !isAbsent(answer)) return answer
  const [instead, seconds] = await Promise.all([
    method === 'CNAME' ? addresses(resolver, name) : undefined,
    negativeSeconds(resolver, name),
  ])
  return {
    ...answer,
    ...(instead?.known && !isAbsent(instead) ? { addresses: instead.found } : {}),
    ...(seconds === undefined ? {} : { negativeSeconds: seconds }),
  }
}

/** All addresses of a name, IPv4 first; one family suffices if the other could not be asked. */
const addresses = async (resolver: Resolver, name: string): Promise<Lookup> => {
  const families = await Promise.all([lookup(resolver.resolve4(name)), lookup(resolver.resolve6(name))])
  const found = families.flatMap((family) => (family.known ? family.found : []))
  const failure = families.find((family) => !family.known)
  return failure && found.length === 0 ? failure : known(found)
}

/** What DNS said, and which servers were asked. */
interface Asked {
  readonly lookup: Lookup
  readonly servers: readonly string[]
}

const asked = async (question: (resolver: Resolver) => Promise<Lookup>, longest: number): Promise<Asked> => {
  const resolver = new Resolver({ timeout: Math.ceil(longest / 3), tries: TRIES })
  const configured = world.optionalSetting('DNS_SERVERS')
  if (configured) resolver.setServers(configured.split(','))
  const deadline = setTimeout(() => resolver.cancel(), longest)
  try {
    return { lookup: await question(resolver), servers: resolver.getServers() }
  } finally {
    clearTimeout(deadline)
  }
}

/** Asks DNS now for the records of a name, for at most six seconds unless set otherwise, and says which servers were asked (R21). */
export const askDns = (name: string, method: DnsMethod): Promise<Asked> =>
  asked((resolver) => ask(resolver, name, method), longestMs())

/** Asks DNS now, once, for the addresses of a name (R23). */
export const askAddresses = (name: string, longest: number): Promise<Asked> =>
  asked((resolver) => addresses(resolver, name), longest)
