import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import { call, type Called, type CallOptions } from '../support/describe/call.ts'
import { handlerOf, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { sent, signed } from '../support/signed-event.ts'
import { MISSING, type Attacker, type Cast, type Target } from './cast.ts'
import { expectedRefusal, type Relation } from './oracle.ts'

const RELATIONS = [
  'own',
  'foreign',
  'missing',
  'administered',
  'managed',
  'managed elsewhere',
  'mixed',
] as const

/** The code of the problem that was answered. */
export const codeOf = ({ body }: Called): string | undefined =>
  typeof body['title'] === 'string' ? String(body['type']).replace('/problems/', '') : undefined

/** Whether a status says that an operation was done. */
export const isDone = ({ operation: { declaration } }: AreaOperation, { status }: Called): boolean =>
  status === declaration.on.success || status === declaration.on.found

/** One attacker and one target. */
export interface Case {
  readonly attacker: Attacker
  readonly relation: (typeof RELATIONS)[number]
  readonly target: Target
  readonly refusal: string | undefined
}

/** What is named together with an organisation, whose it must be. */
const OF_DIRECTORY = ['userId', 'groupId', 'policyId'] as const

/** Whether an operation is done in organisations that have proven their domain alone. */
const isOfVerified = ({ onBehalf, problems = [] }: HttpDeclaration): boolean =>
  onBehalf !== undefined || problems.some(({ code }) => code === 'domain-not-verified')

/** Every attacker with every target of an operation, and what its declaration says to it. */
export const casesOf = (
  { operation: { declaration } }: AreaOperation,
  { attackers, theirs, another, directories, verified }: Cast,
): Case[] =>
  attackers.flatMap((attacker) => {
    const { owns, administers } = attacker
    const others = [owns.customerId, administers?.customerId].includes(another.customerId) ? theirs : another
    const [managed, elsewhere] = directories
    const targets: Readonly<Record<Case['relation'], Target | undefined>> = {
      own: { ...theirs, ...owns },
      foreign: others,
      missing: MISSING,
      administered: administers && { ...others, customerId: administers.customerId },
      ...(isOfVerified(declaration) && managed && elsewhere
        ? {
            managed: { ...theirs, ...managed },
            'managed elsewhere': { ...theirs, ...elsewhere },
            mixed: { ...theirs, ...elsewhere, customerId: managed.customerId },
          }
        : { managed: undefined, 'managed elsewhere': undefined, mixed: undefined }),
    }
    return RELATIONS.flatMap((relation) => {
      const target = targets[relation]
      if (!target) return []
      const isOwn = (named: keyof Target): boolean => {
        const inDirectory = OF_DIRECTORY.find((one) => one === named)
        return inDirectory
          ? directories.some(
              (one) => one.customerId === target.customerId && one[inDirectory] === target[inDirectory],
            )
          : target[named] === owns[named]
      }
      const relationTo = (named: keyof Target): Relation => {
        if (relation === 'missing') return 'missing'
        return isOwn(named) ? 'own' : 'foreign'
      }
      const roleHere = administers?.customerId === target.customerId ? administers.role : undefined
      const isVerified = verified.some((one) => one === target.customerId)
      const refusal = expectedRefusal(declaration, attacker, { relationTo, roleHere, isVerified })
      return [{ attacker, relation, target, refusal }]
    })
  })

let serial = 0

/** The case in which an operation admits somebody to what is theirs. */
export const admittedTo = (tested: AreaOperation, cast: Cast): Case => {
  const found = casesOf(tested, cast).find(({ refusal }) => refusal === undefined)
  if (!found) throw new Error(`Nobody is admitted to ${tested.name}`)
  return found
}

/** Whether an operation finds a customer by a domain that is taken. */
export const findsOwner = ({ reads = [] }: HttpDeclaration): boolean => reads.includes('domainOwner')

/** The addresses of the examples that lie within an organisation. */
const EXAMPLES: readonly unknown[] = ['malee@example.co.th', 'sales@example.co.th']

/** The same with an address of the target's domain that nobody has in place of an example's. */
const withinDomain = (input: unknown, domain: string): unknown => {
  if (EXAMPLES.includes(input)) return `new-${(serial += 1)}@${domain}`
  if (Array.isArray(input)) return input.map((member) => withinDomain(member, domain))
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, member]) => [name, withinDomain(member, domain)]),
  )
}

/** Something valid to ask, on the target. */
export const inputFor = (
  { operation: { declaration } }: AreaOperation,
  { target }: Case,
): Record<string, unknown> => {
  const named = Object.entries(target).filter(([name]) => declaration.on.path.includes(`{${name}}`))
  const sample: Record<string, unknown> = {
    ...Object(withinDomain(sampleOf(declaration.input), target.domain)),
    ...Object.fromEntries(named),
  }
  return {
    ...sample,
    ...('admins' in sample ? { admins: [target.admin] } : {}),
    ...('code' in sample ? { code: target.code } : {}),
    ...('role' in sample ? { role: 'org-admin' } : {}),
    ...('userIds' in sample ? { userIds: [target.userId] } : {}),
    ...('userId' in sample && !declaration.on.path.includes('{userId}')
      ? { userId: target.administrator }
      : {}),
    ...(findsOwner(declaration) ? { domain: target.domain } : {}),
  }
}

/** What a service signs that is about nothing of ours. */
const NOTHING = JSON.stringify({ id: 'evt_attack', type: 'nothing.happened', data: { object: {} } })

/** Asks as the attacker, something valid unless told; a signed operation as its service would. */
export const ask = async (
  tested: AreaOperation,
  one: Case,
  input: Record<string, unknown> = inputFor(tested, one),
  options: CallOptions = {},
): Promise<Called> =>
  call(tested.operation, await handlerOf(tested), one.attacker.who, input, {
    ifMatch: '*',
    ...(tested.operation.declaration.signed ? sent(signed(NOTHING)) : {}),
    ...(tested.operation.declaration.idempotencyKey ? { idempotencyKey: `attack-${(serial += 1)}` } : {}),
    ...options,
  })
